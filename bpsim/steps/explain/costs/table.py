"""How costs are written, by their names; a new one is a file beside this one and a row here."""

from bpsim.core.costs.categorical_cross_entropy import CategoricalCrossEntropy
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.cross_entropy import CrossEntropy
from bpsim.core.costs.log_cosh import LogCosh
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.costs.table import COSTS
from bpsim.steps.explain.costs.categorical_cross_entropy import WrittenCategoricalCrossEntropy
from bpsim.steps.explain.costs.cross_entropy import WrittenCrossEntropy
from bpsim.steps.explain.costs.log_cosh import WrittenLogCosh
from bpsim.steps.explain.costs.squared_error import WrittenSquaredError
from bpsim.steps.explain.costs.written import WrittenCost

WRITTEN: dict[type[Cost], type[WrittenCost]] = {
    CrossEntropy: WrittenCrossEntropy,
    CategoricalCrossEntropy: WrittenCategoricalCrossEntropy,
    SquaredError: WrittenSquaredError,
    LogCosh: WrittenLogCosh,
}


def written(cost: str) -> WrittenCost:
    """How the cost of that name is written."""
    found = COSTS[cost]
    return WRITTEN[type(found)](found)
