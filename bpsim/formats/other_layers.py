"""Layers that no network here has, told by the names and shapes of their weights."""

import re

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError, quoted

_OTHERS = (
    (re.compile(r"(.*)[._]running_(mean|var)$"), tr("a batch normalisation")),
    (re.compile(r"(.*)\.weight_(ih|hh)_l\d+"), tr("a recurrent layer")),
    (re.compile(r"(.*)\.in_proj_weight$"), tr("an attention layer")),
)


def require_dense(name: str, dimensions: int = 2) -> None:
    """Raise PlaceError, which names the layer, where it is of another kind."""
    for pattern, kind in _OTHERS:
        found = pattern.match(name)
        if found:
            raise PlaceError(
                tr("is {kind}, which is not read", kind=kind),
                tr("the layer {layer}", layer=quoted(found[1])),
            )
    if dimensions > 2:
        raise PlaceError(
            tr(
                "is a convolution or the like: its weights have {dimensions} dimensions",
                dimensions=dimensions,
            ),
            tr("the layer {layer}", layer=quoted(name.removesuffix(".weight"))),
        )
