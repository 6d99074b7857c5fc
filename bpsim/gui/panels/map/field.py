"""The colours of a map: values to pixels, by sign and size or by the leading class."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.looks.contrast import most_part
from bpsim.gui.looks.theme import THEMES, Theme
from bpsim.gui.panels.map.view import Scale, leads

Pixels = npt.NDArray[np.uint32]

STRONGEST, FAINTEST = 0.62, 0.10
"""How much colour the highest value has; a class where it just leads."""
TONES = 128


def _pixel(colour: QColor) -> int:
    return colour.rgb() & 0xFFFFFFFF


def strongest(theme: Theme) -> float:
    """How much colour the highest and the lowest value of a unit have: text on it can be read."""
    ground, text = theme.colour("surface"), theme.colour("text")
    inks = theme.colour("negative"), theme.colour("positive")
    return min(STRONGEST, *(most_part(ink, ground, text, theme.legible) for ink in inks))


@lru_cache(len(THEMES))
def _unit_tones(theme: Theme) -> Pixels:
    """From the lowest value to the highest, and one more for what is not finite."""
    ground, most = theme.colour("surface"), strongest(theme)
    shares = np.linspace(-1.0, 1.0, 2 * TONES + 1).tolist()
    tones = [mixed(theme.sign(share), ground, most * abs(share)) for share in shares]
    return np.array([_pixel(each) for each in (*tones, _unknown(theme))], np.uint32)


@lru_cache(len(THEMES) * 4)
def _class_tones(theme: Theme, classes: int) -> Pixels:
    """Shape (classes, TONES + 2): from where a class just leads to where it is alone."""
    ground, unknown = theme.colour("surface"), _pixel(_unknown(theme))
    shares = np.linspace(FAINTEST, STRONGEST, TONES + 1).tolist()
    rows = [
        [*(_pixel(mixed(theme.term(k), ground, share)) for share in shares), unknown]
        for k in range(classes)
    ]
    return np.array(rows, np.uint32)


def _unknown(theme: Theme) -> QColor:
    return mixed(theme.colour("muted"), theme.colour("surface"), 0.5)


def unit_pixels(values: Array, scale: Scale, theme: Theme) -> Pixels:
    """The colour of each of a unit's values; grey where they are not finite."""
    whole = np.isfinite(values)
    shares = scale.shares(np.where(whole, values, scale.neutral))
    tones = np.rint((shares + 1.0) * TONES).astype(np.intp)
    return _unit_tones(theme)[np.where(whole, tones, 2 * TONES + 1)]


def class_pixels(values: Array, most: float, theme: Theme) -> Pixels:
    """The colour of the largest of K outputs, (…, K), stronger the further it leads the next.

    ``most`` is the lead at which it is strongest.
    """
    winner, lead = leads(values)
    whole = np.isfinite(lead)
    tones = np.rint(np.clip(np.where(whole, lead, 0.0) / most, 0.0, 1.0) * TONES).astype(np.intp)
    return _class_tones(theme, values.shape[-1])[winner, np.where(whole, tones, TONES + 1)]


def image_of(pixels: Pixels) -> QImage:
    """Pixels of shape (ny, nx), lowest row first, as a picture with its lowest row below."""
    turned = np.ascontiguousarray(pixels[::-1])
    height, width = turned.shape
    return QImage(turned.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
