"""The walk as a table: the digits of the steps, row by row."""

import csv
import io

from bpsim.export.trace_table import HEADINGS, trace_table
from bpsim.formats.bundled import bundled_network
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace


def test_every_term_and_every_result_has_a_row() -> None:
    trace = Trace.of(bundled_network("lecture").load())
    count = trace.schedule.count(Granularity.UNIT)
    steps = [trace.step(n, Granularity.UNIT) for n in range(count)]
    rows = list(csv.DictReader(io.StringIO(trace_table(steps))))
    assert tuple(rows[0]) == HEADINGS
    for step in steps:
        mine = [row for row in rows if int(row["step"]) == step.index + 1]
        terms = [row for row in mine if row["term"]]
        assert [float(row["product"]) for row in terms] == [t.product for t in step.terms]
        if step.result is not None:
            results = [row["result"] for row in mine if row["result"]]
            assert [float(result) for result in results] == [step.result]
        entries = [row for row in mine if "row" in row["symbol"]]
        assert [float(row["result"]) for row in entries] == [
            value for matrix in step.matrices for value in matrix.ravel()
        ]
