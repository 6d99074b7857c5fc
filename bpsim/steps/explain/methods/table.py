"""How methods of updating are written; a new one is a file beside this one and a row here."""

from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PlainDescent
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.steps.explain.methods.adam import WrittenAdam
from bpsim.steps.explain.methods.descent import WrittenDescent
from bpsim.steps.explain.methods.momentum import WrittenMomentum
from bpsim.steps.explain.methods.rmsprop import WrittenRMSProp
from bpsim.steps.explain.methods.written import WrittenMethod

WRITTEN: dict[type[Method], type[WrittenMethod]] = {
    PlainDescent: WrittenDescent,
    Momentum: WrittenMomentum,
    RMSProp: WrittenRMSProp,
    Adam: WrittenAdam,
}


def written(method: Method) -> WrittenMethod:
    """How ``method`` is written."""
    return WRITTEN[type(method)](method)
