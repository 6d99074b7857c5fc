"""Tables as one format: how a file is recognised, read and written."""

import csv
import io

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.propagation import forward
from bpsim.formats.content import Written
from bpsim.formats.lost import lost
from bpsim.formats.tables.table import match, read

__all__ = ["match", "read", "write"]


def write(document: Document, name: str) -> Written:
    """Examples with their targets and what the network predicts; held-out ones say so."""
    network, examples = document.network, document.examples
    everything = examples.followed_by(document.held_out)
    predicted = forward(network, everything.x).a[-1]
    x = everything.x if document.scaling is None else document.scaling.undone(everything.x)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    held_out = [tr("held out")] if len(document.held_out) else []
    heads = [tr("predicted {each}", each=each) for each in examples.y_names]
    first = ["name"] if everything.names else []
    writer.writerow([*first, *examples.x_names, *examples.y_names, *heads, *held_out])
    for n, rows in enumerate(zip(x, everything.y, predicted, strict=True)):
        cells = [repr(float(value)) for row in rows for value in row]
        own = [everything.named(n)] * bool(first)
        writer.writerow([*own, *cells, *(["yes" if n >= len(examples) else "no"] * bool(held_out))])
    return Written(
        stream.getvalue().encode(),
        (
            tr("The network is not in the file, only what it predicts."),
            *lost(document, beside=False),
        ),
    )
