"""Films: as many pictures as steps, each as long as asked for, and nothing half-written."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bpsim.export.frames import frames_of
from bpsim.formats.bundled import bundled_network
from bpsim.formats.errors import FormatError
from bpsim.formats.native.file import load
from bpsim.gui.picture.files import image_of
from bpsim.gui.picture.film import write_film
from bpsim.gui.picture.page import PictureLook
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

pytestmark = pytest.mark.usefixtures("qapp")
LOOK = PictureLook(width=321, height=181, scale=1.0)
DOCUMENT = load(bundled_network("lecture").path)


def steps() -> list[Step]:
    return frames_of(Trace.of(DOCUMENT), 0, "backward", Granularity.LAYER)


def written(path: Path) -> Path:
    write_film(path, steps(), DOCUMENT.examples, LOOK, 0.5)
    return path


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_an_animation_has_every_step(tmp_path: Path, suffix: str) -> None:
    image = pytest.importorskip("PIL.Image")
    with image.open(written(tmp_path / f"film{suffix}")) as found:
        assert found.n_frames == len(steps())
        assert found.size == (321, 181)
        for number, step in enumerate(steps()):
            found.seek(number)
            found.load()
            assert found.info["duration"] == 500
            drawn = image_of(step, DOCUMENT.examples, LOOK)
            # The corners of the ground and the centre, as far as 256 colours can tell.
            for x, y in ((3, 3), (160, 90)):
                shown = found.convert("RGB").getpixel((x, y))
                colour = drawn.pixelColor(x, y)
                wanted = (colour.red(), colour.green(), colour.blue())
                assert max(abs(a - b) for a, b in zip(shown, wanted, strict=True)) <= 24


def test_a_video_lasts_as_long_as_its_steps(tmp_path: Path) -> None:
    probe = shutil.which("ffprobe")
    if shutil.which("ffmpeg") is None or probe is None:
        pytest.skip("there is no ffmpeg here to make a film with")
    path = written(tmp_path / "film.mp4")
    command = [probe, "-v", "error", "-show_entries", "stream=width,height,duration", "-of", "json"]
    done = subprocess.run([*command, str(path)], capture_output=True, check=True, text=True)
    (stream,) = json.loads(done.stdout)["streams"]
    assert (stream["width"], stream["height"]) == (322, 182)
    assert float(stream["duration"]) == pytest.approx(0.5 * len(steps()), abs=0.05)


def test_without_ffmpeg_a_sentence_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setitem(__import__("sys").modules, "imageio_ffmpeg", None)
    with pytest.raises(FormatError, match=r"no program ffmpeg, needs the package imageio-ffmpeg"):
        written(tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".gif", ".mp4"])
def test_a_film_that_is_stopped_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    if suffix == ".mp4" and shutil.which("ffmpeg") is None:
        pytest.skip("there is no ffmpeg here to make a film with")
    path = tmp_path / f"film{suffix}"
    path.write_bytes(b"old")

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        write_film(path, steps(), DOCUMENT.examples, LOOK, 0.5, stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
