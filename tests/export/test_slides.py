"""Slides: one for each step, which compile."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bpsim.export.slides import to_beamer, to_markdown_slides
from bpsim.export.solution.content import Solution, of_example, of_iteration
from bpsim.formats.bundled import bundled_network
from bpsim.steps.trace import Trace


def solution(whole: bool = False, network: str = "lecture") -> Solution:
    document = bundled_network(network).load()
    trace = Trace.of(document)
    return of_iteration(trace) if whole else of_example(trace, 0)


def test_there_is_a_slide_for_each_step_and_one_for_the_title() -> None:
    made = solution()
    count = sum(len(section.parts) for section in made.sections)
    assert to_beamer(made).count(r"\begin{frame}") == count + 1
    assert len(to_markdown_slides(made).split("\n\n---\n\n")) == count + 1


def test_slides_hold_the_numbers_of_their_steps() -> None:
    made = solution()
    slides = to_markdown_slides(made).split("\n\n---\n\n")[1:]
    parts = [part for section in made.sections for part in section.parts]
    for slide, part in zip(slides, parts, strict=True):
        assert slide.startswith(f"## {part.title}")
        numbers = re.findall(r"\d\.\d+", slide)
        for answer in part.answers[:1]:
            if 0.01 < abs(answer.value) < 1:
                assert any(abs(abs(answer.value) - float(n)) < 6e-4 for n in numbers)


def test_slides_have_what_is_given_and_gaps_for_what_is_asked() -> None:
    made = solution().with_blanks(("z",))
    beamer, markdown = to_beamer(made), to_markdown_slides(made)
    assert beamer.count(r"\hspace{4cm}") == len(made.blanks) > 0
    assert markdown.count(r"\_\_\_\_\_\_\_\_") == len(made.blanks)
    for words, _ in made.given:
        assert words in beamer and words in markdown.split("\n\n---\n\n")[0]


COMPILED = ("-interaction=nonstopmode", "-halt-on-error", "-draftmode")
"""Without a PDF, which no test looks at: for one, Metafont draws the fonts anew in every home."""


def has_package(name: str) -> bool:
    finder = shutil.which("kpsewhich")
    return finder is not None and not subprocess.call([finder, name], stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("network", ["lecture", "iris"])
def test_beamer_compiles_and_nothing_leaves_its_slide(network: str, tmp_path: Path) -> None:
    compiler = shutil.which("pdflatex")
    if compiler is None or not has_package("beamer.cls") or not has_package("pgfcore.sty"):
        pytest.skip("there is no pdflatex with Beamer here to compile the slides with")
    made = solution(network == "lecture", network)
    (tmp_path / "slides.tex").write_text(to_beamer(made), encoding="utf-8")
    command = [compiler, *COMPILED, "slides.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:].decode(errors="replace")
    assert "Overfull" not in (tmp_path / "slides.log").read_text(errors="replace")
