"""Numbers are read however they were printed."""

import json
from pathlib import Path

import numpy as np
import pytest

from bpsim.core.arrays import Array
from bpsim.teach.diagnosis.diagnose import diagnose
from bpsim.teach.diagnosis.files import read_given
from bpsim.teach.diagnosis.given import GivenError, blocks_of, numeral, tolerances
from bpsim.teach.diagnosis.reading import left_out, readings
from bpsim.teach.mistakes.backprop import backprop
from tests.teach.problems import lecture

D = backprop(lecture()).D


def octave(matrix: Array, name: str) -> str:
    rows = "\n".join("  " + "  ".join(f"{v:9.6f}" for v in row) for row in matrix)
    return f"{name} =\n\n{rows}\n\n"


def scaled(matrix: Array, name: str) -> str:
    rows = "\n".join("  " + "  ".join(f"{v * 1e3:9.4f}" for v in row) for row in matrix)
    return f"{name} =\n\n   1.0e-03 *\n\n{rows}\n\n"


def columns(matrix: Array, name: str) -> str:
    left, right = matrix[:, :2], matrix[:, 2:]
    parts = [
        f" Columns 1 and 2:\n\n{octave(left, '')[3:]}",
        f" Column 3:\n\n{octave(right, '')[3:]}",
    ]
    return f"{name} =\n\n" + "\n".join(parts)


def literal(matrix: Array) -> str:
    return "[" + "; ".join(" ".join(f"{v:.8f}" for v in row) for row in matrix) + "]"


def csv(matrix: Array, comma: str = ".", separator: str = ",") -> str:
    return "\n".join(separator.join(f"{v:.8f}".replace(".", comma) for v in row) for row in matrix)


def saved(matrix: Array, name: str) -> str:
    rows = "\n".join(" " + " ".join(repr(float(v)) for v in row) for row in matrix)
    r, c = matrix.shape
    return f"# name: {name}\n# type: matrix\n# rows: {r}\n# columns: {c}\n{rows}\n\n\n"


TEXTS = {
    "NumPy printed": "\n".join(str(each) for each in D),
    "NumPy repr": "\n".join(repr(each) for each in D),
    "a list of arrays": repr(list(D)),
    "nested lists": repr([each.tolist() for each in D]),
    "JSON": json.dumps({"J": 0.7, "D": [each.tolist() for each in D]}),
    "torch": "\n".join(f"tensor({each.tolist()}, dtype=torch.float64)" for each in D),
    "Octave": "".join(octave(each, f"D{n}") for n, each in enumerate(D, 1)),
    "MATLAB, scaled": "".join(scaled(each, f"D{n}") for n, each in enumerate(D, 1)),
    "Octave, in columns": columns(D[0], "D1") + columns(D[1], "D2") + octave(D[2], "D3"),
    "Octave, saved": "# Octave 8\n" + "".join(saved(m, f"D{n}") for n, m in enumerate(D)),
    "MATLAB literals": "\n".join(f"D{n} = {literal(each)};" for n, each in enumerate(D, 1)),
    "CSV": "\n".join(map(csv, D)),
    "CSV with empty lines": "\n\n".join(map(csv, D)),
    "CSV of a spreadsheet": "\n\n".join(csv(each, ",", ";") for each in D),
    "tabs": "\n\n".join(csv(each, ".", "\t") for each in D),
    "decimal commas": "\n".join(csv(each, ",", " ") for each in D),
    "plain": "\n".join(repr(float(v)) for each in D for v in each.ravel()),
    "plain, a minus sign": " ".join(f"{v:.6f}" for m in D for v in m.ravel()).replace("-", "−"),
    "unrolled as in the course": str([float(v) for each in D for v in each.ravel("F")]),
    "one line each, named": "\n".join(f"D{n} = {m.ravel().tolist()}" for n, m in enumerate(D, 1)),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str) -> None:
    found = diagnose(lecture(), readings(TEXTS[name]))
    assert found.right, found.sentence
    assert found.digits >= 4


def test_what_bpsim_prints_is_read_again() -> None:
    from bpsim.app.commands.reading import matrix_lines

    found = backprop(lecture())
    lines = ["J = 0.69"]
    for name, matrices in (("Δ", found.Delta), ("D", found.D)):
        for layer, matrix in enumerate(matrices, start=1):
            lines += ["", *matrix_lines(f"{name}({layer})", matrix)]
    for what in ("D", "Delta"):
        assert diagnose(lecture(), readings("\n".join(lines), what), what).right


def test_fractions_are_exact() -> None:
    ((block,),) = readings("[1/3, -1/4 ; 2 / 5 0.5]")
    np.testing.assert_allclose(block.values, [[1 / 3, -0.25], [0.4, 0.5]])
    assert block.tolerance[0, 0] == 0.0
    assert block.tolerance[1, 1] == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no number"),
        ("nothing here", "no number"),
        ("[[0.1 ... 0.2]]", "shortened"),
        ('{"D": ["a"]}', "other than a number"),
        ("[1, true]", "other than a number"),
        ("[1/0]", "divides by zero"),
        ("[]", "no number"),
        ("[" * 5000 + "]" * 5000, "nested too deeply"),
        ("3.5e99999, 1", ""),
    ],
)
def test_what_cannot_be_read(text: str, said: str) -> None:
    if not said:  # infinite is a number of a diverged program
        assert readings(text)
        return
    with pytest.raises(GivenError, match=said):
        readings(text)


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        ("delta 0.1", [[0.1]], ("delta",)),
        ("my gradient −2e-3", [[-0.002]], ("my", "gradient")),
        ("hello 1 2", [[1, 2]], ("hello",)),
        ("D1 0.1\nD2 0.3", [[0.1], [0.3]], ("D",)),
    ],
)
def test_a_number_behind_a_word_is_one_where_there_is_no_other(
    text: str, values: list[list[float]], words: tuple[str, ...]
) -> None:
    ((block,),) = readings(text)
    assert block.values.tolist() == values
    assert left_out(text) == words


def test_an_object_without_the_key_gives_the_matrices_of_all_its_lists() -> None:
    ((first, second),) = readings('{"first": [[1.5, 2.5], [3, 4]], "note": "", "second": [5, 6]}')
    np.testing.assert_array_equal(first.values, [[1.5, 2.5], [3, 4]])
    np.testing.assert_array_equal(second.values, [[5, 6]])


def test_digits_are_judged_together() -> None:
    within = tolerances([numeral(each) for each in ("0.25", "0.333", "0", "1.5e-3")])
    np.testing.assert_allclose(within, [0.0005, 0.0005, 0.00005, 0.00005], atol=0.00046)
    assert tolerances([numeral("0.1234567890123")]).tolist() == [0.0]
    (block,) = blocks_of([np.round([0.5, 0.123, 12.25], 3)])
    np.testing.assert_allclose(block.tolerance, [0.0005, 0.0005, 0.005])


def test_files(tmp_path: Path) -> None:
    np.savez(tmp_path / "g.npz", D1=D[0], D2=D[1], D3=D[2], other=np.ones(7))
    assert diagnose(lecture(), read_given(tmp_path / "g.npz")[0]).right


@pytest.mark.parametrize("key", ["D", "Delta", "delta"])
@pytest.mark.parametrize("end", ["", "1", "_1"])
def test_D_and_Delta_and_delta_are_told_apart(key: str, end: str, tmp_path: Path) -> None:
    arrays = {"D": [[1.5, 2.5]], "Delta": [[3.5, 4.5]], "delta": [[5.5, 6.5]]}
    named = {f"{name}{end}": values for name, values in arrays.items()}
    np.savez(tmp_path / "all.npz", **{name: np.array(each) for name, each in named.items()})
    for blocks in (
        read_given(tmp_path / "all.npz", key)[0][0],
        readings(json.dumps(named), key)[0],
    ):
        assert [each.values.tolist() for each in blocks] == [arrays[key]]


def test_case_tells_only_where_it_is_there(tmp_path: Path) -> None:
    np.savez(tmp_path / "small.npz", d1=D[0], d2=D[1], d3=D[2], delta2=np.ones(7))
    assert diagnose(lecture(), read_given(tmp_path / "small.npz")[0]).right
    np.save(tmp_path / "g.npy", np.concatenate([each.ravel() for each in D]))
    assert diagnose(lecture(), read_given(tmp_path / "g.npy")[0]).right
    for encoding in ("utf-8-sig", "utf-16"):  # as PowerShell writes what a program prints
        (tmp_path / "g.csv").write_text(csv(D[0]), encoding=encoding)
        assert diagnose(lecture(), read_given(tmp_path / "g.csv")[0]).right


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x93NUMPY broken", b"PK\x03\x04 broken", b""]
)
def test_broken_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "g"
    path.write_bytes(content)
    with pytest.raises(GivenError):
        read_given(path)


def test_objects_are_not_unpickled(tmp_path: Path) -> None:
    np.save(tmp_path / "g.npy", np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(GivenError):
        read_given(tmp_path / "g.npy")


def test_what_is_no_number_is_told() -> None:
    assert left_out("[[0.1, oops, 0.2], [0.3, x, 0.4 kg]]") == ("oops", "x", "kg")
    assert left_out("0.1 0.2 about\n0.3 0.4 1e-3") == ("about",)
    assert left_out("D1 =\n\n 0.1 0.2\n\nthe end") == ("the", "end")  # names nothing
    assert left_out("well\nD1\n0.1 0.2\nD2\n0.3") == ("well",)
    ways = [repr(list(D)), octave(D[0], "Delta1"), scaled(D[0], "D"), columns(D[0], "D")]
    ways += [json.dumps([each.tolist() for each in D]), "# D of layer 1\n0.1 0.2", "D = [1 2; 3 4]"]
    ways += ["tensor([[0.1, nan]], dtype=torch.float64, requires_grad=True)", "grad: [[1, 2]]"]
    for text in ways:
        assert left_out(text) == (), text
