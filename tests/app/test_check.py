"""bpsim check on files whose numbers are hard to check, and right."""

import json
from pathlib import Path

import pytest

from bpsim.app.cli import main
from bpsim.core.network import Network
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import save

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"


def check(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> tuple[int, str]:
    status = main(["check", str(path), *words])
    return status, capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["check-false-alarm", "unscaled-sizes", "pixels-0-255", "relu-zero-input",
             "softmax-offset", "softmax-equal-1e300", "saturated-sq", "engine-and-walk-differ"],
)  # fmt: skip
def test_no_right_gradient_fails(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = CASES / f"{name}.bpsim"
    if not path.exists():
        pytest.skip("the folder of shared cases is not beside the checkout")
    status, text = check(capsys, path)
    assert status == 0, text
    assert "FAILED" not in text


def test_a_kink_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = bundled_network("xor").load()
    network = Network.of(["relu", "sigmoid"], [[[0, 0.5, 0.8]], [[0, 0.7]]])
    path = tmp_path / "kink.bpsim"
    save(document.with_(network=network, cost="cross-entropy"), path)
    status, text = check(capsys, path)
    assert status == 0
    assert "kink: z of unit 1, layer 2, is 0.0 in example" in text
    assert "the slope is that of the side at or below it" in text
    _, text = check(capsys, path, "--json")
    (kink,) = json.loads(text)["kinks"]
    assert (kink["layer"], kink["unit"], kink["z"], kink["above"]) == (2, 1, 0.0, False)


def test_what_cannot_be_checked_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = bundled_network("xor").load()
    network = Network.of(["linear"], [[[1.5e150, 0, 0]]])
    path = tmp_path / "large.bpsim"
    save(document.with_(network=network, cost="squared-error"), path)
    status, text = check(capsys, path)
    assert status == 0
    assert text == "cannot be checked: 3 weights, whose nudges are lost in rounding\n"
    _, text = check(capsys, path, "--json")
    found = json.loads(text)
    assert (found["not_checked"], found["worst"], found["passed"]) == (3, None, True)
