"""Every word can be translated, and every translation is there, whole and of use."""

from __future__ import annotations

import ast
import gettext
import importlib
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from bpsim.base.language import LANGUAGES
from tests.house import Module, Package
from tests.untranslatable import filled_in, unlocal, untranslatable

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
ACCESS_KEY = re.compile(r"&\w")
FRENCH_BREAK = re.compile(r"« | »| [;!?](?=[\s»]|$)|(?<=\w) :(?=\s|$)")
"""A sign of French after a space at which a line may break, and would begin with it."""
NO_PROSE = re.compile(r"```.*?```|`[^`\n]*`|<!--.*?-->|^    .*?$", re.DOTALL | re.MULTILINE)
MAY_BREAK = re.compile(r"(?:[\d}]|^) (?:%|kB|MB|min|ms|h|s)(?![\w{(\[])")
"""A number and its unit, or a unit that is put behind a number, after a space of the usual kind."""


@pytest.fixture
def catalogues(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("catalogues")


def places(words: str) -> list[tuple[str, str | None, str | None]]:
    """Each place of a template with its format and its conversion."""
    found = Formatter().parse(words)
    return sorted((name, spec or "", turned or "") for _, name, spec, turned in found if name)


@pytest.fixture(scope="module")
def package() -> Package:
    return Package(ROOT)


def test_every_text_of_several_words_can_be_translated(package: Package) -> None:
    assert list(untranslatable(package)) == []


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ('words = "so many examples"', True),
        ('words = f"so many {name} of them"', True),
        ('words = "1/3 or 0.5"', True),
        ('words = "done" if all_done else tr("at {n}", n=n)', True),
        ('words = tr("done") if all_done else ""', False),
        ('words = tr("so many examples")', False),
        ('formula = row(theta, Words(" new"))', True),
        ('place = "row 1"', True),
        ('page = "<p>So many examples.</p>"', True),
        ('with progress("sheets") as report:\n    pass', True),
        ('formula = row(theta, Words(tr(" new")), Words("a < "))', False),
        ('"""so many examples"""', False),
        ('if words == "so many examples":\n    pass', False),
    ],
)
def test_a_text_that_cannot_is_caught(tmp_path: Path, code: str, caught: bool) -> None:
    (tmp_path / "bpsim/gui").mkdir(parents=True)
    (tmp_path / "bpsim/gui/words.py").write_text(code, encoding="utf-8")
    assert bool(list(untranslatable(Package(tmp_path)))) == caught


def test_no_english_word_is_filled_into_a_sentence(package: Package) -> None:
    assert list(filled_in(package)) == []


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ('return tr("{n} are {what}", n=3, what="right" if on else "wrong")', True),
        ('end = ", mastered" if on else ""\n    return tr("So far{end}.", end=end)', True),
        ('return tr("a {kind}", kind=on or "thing")', True),
        ('return tr("a {kind}", kind=tr("thing"))', False),
        ('return tr("all {things}", things=counted(3, "unit"))', False),
        ('return tr("{symbol} of it", symbol="Θ" if on else "D")', False),
    ],
)
def test_a_word_that_is_filled_in_is_caught(tmp_path: Path, code: str, caught: bool) -> None:
    (tmp_path / "bpsim/gui").mkdir(parents=True)
    function = f"def words(on):\n    {code}\n"
    (tmp_path / "bpsim/gui/words.py").write_text(function, encoding="utf-8")
    assert bool(list(filled_in(Package(tmp_path)))) == caught


def test_colons_and_thousands_are_those_of_the_language(package: Package) -> None:
    assert list(unlocal(package)) == []


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ('words = f"{name}: {value}"', True),
        ('words = f"{name}: " + value', True),
        ('words = f"{count:,} units"', True),
        ('words = in_local_signs(f"{count:,}")', False),
        ('words = named(f"{name} of {layer}", value)', False),
        ('cells = f"{first}:{last}"', False),
    ],
)
def test_what_is_written_as_in_english_is_caught(tmp_path: Path, code: str, caught: bool) -> None:
    (tmp_path / "bpsim/gui").mkdir(parents=True)
    (tmp_path / "bpsim/gui/words.py").write_text(code, encoding="utf-8")
    assert bool(list(unlocal(Package(tmp_path)))) == caught


def test_no_call_hides_from_the_catalogues(catalogues: ModuleType, package: Package) -> None:
    """Those within an f-string or within the arguments of another do."""
    found = {text for each in catalogues.messages() for text in (each, each[0])}
    pages = ROOT / "docs/make.py"
    nodes = [(module.at, node) for module in package.modules.values() for node in module.nodes]
    nodes += [
        (lambda line: f"{pages}:{line}", node)
        for node in ast.walk(ast.parse(pages.read_text(encoding="utf-8")))
    ]
    hidden = [
        f"{at(node.lineno)}: {node.args[0].value!r}"
        for at, node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in catalogues.KEYWORDS
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value not in found
    ]
    assert hidden == []


def test_each_template_is_told_apart_from_every_other(catalogues: ModuleType) -> None:
    """One text with two plurals would be one entry for both, and the places of one would lack."""
    plurals: dict[str, set[str]] = {}
    for message in catalogues.messages():
        if isinstance(message, tuple):
            plurals.setdefault(message[0], set()).add(message[1])
    assert {one: many for one, many in plurals.items() if len(many) > 1} == {}


def test_there_is_a_catalogue_for_each_language(catalogues: ModuleType) -> None:
    assert sorted(catalogues.folders()) == TRANSLATED


@cache
def template(catalogues: ModuleType) -> Catalog:
    """Every word of the program, looked for once: it takes a second or two."""
    return catalogues.template()


@cache
def translation(catalogues: ModuleType, language: str) -> Catalog:
    """A catalogue as it is written, read once."""
    return catalogues.translation(language)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_word_is_missing_and_none_is_left_over(catalogues: ModuleType, language: str) -> None:
    needed = {message.id for message in template(catalogues) if message.id}
    found = translation(catalogues, language)
    translated = {
        message.id for message in found if message.id and not message.fuzzy and message.string
    }
    assert needed - translated == set()
    assert translated - needed == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_places_of_its_template(
    catalogues: ModuleType, language: str
) -> None:
    for message in translation(catalogues, language):
        if isinstance(message.id, tuple):
            allowed = {*places(message.id[0]), *places(message.id[1])}
            for form in message.string:
                assert form and set(places(form)) <= allowed, message.id
            assert places(message.string[-1]) == places(message.id[1]), message.id
        elif places_are_meant(message.id):
            assert places(message.string) == places(message.id), message.id


def places_are_meant(words: str) -> bool:
    """False for a text that is never formatted, whose braces are braces."""
    return bool(re.search(r"\{\w+[!:}]", words))


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_access_key_stays_one(catalogues: ModuleType, language: str) -> None:
    for message in translation(catalogues, language):
        if isinstance(message.id, str) and ACCESS_KEY.search(message.id):
            assert len(ACCESS_KEY.findall(message.string)) == 1, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_the_program_reads_is_what_was_written(catalogues: ModuleType, language: str) -> None:
    written = io.BytesIO(catalogues.compiled(translation(catalogues, language)))
    read = io.BytesIO((catalogues.folders()[language] / "bpsim.mo").read_bytes())
    assert texts(read) == texts(written)


def test_a_unit_stays_with_its_number_in_the_code(package: Package) -> None:
    """As "50 %" broken over two lines is neither."""
    said = [
        f"{module.at(node.lineno)}: {node.value!r}"
        for module in package.modules.values()
        for node in strings(module)
        if MAY_BREAK.search(node.value)
    ]
    assert said == []


def strings(module: Module) -> Iterator[ast.Constant]:
    """Every text in the code but for those that only describe it, and each piece of a template."""
    prose = {
        id(node.value)
        for node in module.nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_unit_stays_with_its_number_in_translations(
    catalogues: ModuleType, language: str
) -> None:
    for message in translation(catalogues, language):
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        assert not [form for form in forms if MAY_BREAK.search(form)], message.id


def test_no_line_of_french_begins_with_a_sign_that_ends_a_part(catalogues: ModuleType) -> None:
    texts = {
        str(message.id): form
        for message in catalogues.translation("fr")
        if message.id
        for form in ([message.string] if isinstance(message.string, str) else message.string)
    }
    pages = [*(ROOT / "docs").rglob("*.fr.md"), *(ROOT / "resources/lessons").glob("*.fr.md")]
    texts |= {page.name: page.read_text(encoding="utf-8") for page in pages}
    found = {name: FRENCH_BREAK.search(NO_PROSE.sub("", text)) for name, text in texts.items()}
    assert [name for name, sign in found.items() if sign] == []


def texts(compiled: io.BytesIO) -> dict[object, str]:
    """What a compiled catalogue holds but for its head, which names the Babel that wrote it."""
    found: dict[object, str] = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in found.items() if key}
