"""The files of a class: sheets, solved sheets, networks, key, form for answers and questions."""

from collections.abc import Callable, Iterator, Sequence

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError, ModelError
from bpsim.core.progress import Report, silent
from bpsim.core.sizes import sizes_text
from bpsim.export.classroom.key import answer_form, class_key
from bpsim.export.classroom.moodle import moodle_xml
from bpsim.export.classroom.roster import file_name
from bpsim.export.classroom.variant import Variant, variant_of
from bpsim.export.solution.content import BLANKS, Solution
from bpsim.export.solution.html import to_html
from bpsim.export.solution.making import Wanted

# The update needs every example, and a sheet has one.
KINDS = tuple(name for name in BLANKS if name not in ("D", "weights"))
MOST_UNITS = 8
SEEDS_APART = 100_003
"""Between the seeds of two classes, so that their variants share none."""
Draw = Callable[[int], Document]
"""Makes the network of one student from a seed."""


def class_variants(
    names: Sequence[str],
    layers: Sequence[int],
    seed: int,
    draw: Draw,
    wanted: Wanted,
    report: Report,
) -> list[Variant]:
    """A variant for each name, its network of ``layers`` made by ``draw``.

    Raises BpsimError where that is too large to be computed by hand, or cannot be drawn.
    """
    if max(layers) > MOST_UNITS:
        raise BpsimError(
            tr(
                "A sheet to be filled in by hand has at most {most_units} units a "
                "layer, but this network is {layers}",
                most_units=MOST_UNITS,
                layers=sizes_text(layers),
            )
        )
    variants = []
    for number, name in enumerate(names, start=1):
        variants.append(_variant(number, name, seed, draw, wanted))
        report(number, len(names))
    return variants


def _variant(number: int, name: str, seed: int, draw: Draw, wanted: Wanted) -> Variant:
    own = seed * SEEDS_APART + number
    try:
        document = draw(own)
    except (ModelError, KeyError) as error:
        raise BpsimError(
            tr("No exercise of this shape can be drawn: {error}", error=error)
        ) from error
    return variant_of(number, name, own, document, wanted)


def class_files(
    variants: Sequence[Variant],
    save: Callable[[Document], bytes],
    pdf: Callable[[Solution], bytes] | None,
    report: Report = silent,
) -> Iterator[tuple[str, bytes]]:
    """Every file of the class, by its path below the folder; ``save`` and ``pdf`` write theirs."""
    key = []
    for done, variant in enumerate(variants, start=1):
        name = file_name(variant.number, variant.name)
        network = f"networks/{name}.bpsim"
        yield network, save(variant.document)
        key.append((variant, network))
        for part, solution in (("sheets", variant.sheet), ("solutions", variant.solved)):
            page = to_html(solution, variant.document.network, variant.document.examples)
            yield f"{part}/{name}.html", page.encode("utf-8")
            if pdf is not None:
                yield f"{part}/{name}.pdf", pdf(solution)
        report(done, len(variants))
    yield "key.csv", class_key(key).encode("utf-8")
    yield "answers.csv", answer_form(variants)
    yield "moodle.xml", moodle_xml(variants).encode("utf-8")
