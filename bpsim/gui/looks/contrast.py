"""How well a colour stands out from its ground, by the formula of the accessibility guidelines."""

from PySide6.QtGui import QColor

STEPS = 64


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of their lightness, 1 … 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_part(ink: QColor, ground: QColor, ratio: float) -> float:
    """How much of ``ink`` on ``ground`` stands out by ``ratio``; 1 where not even all does."""
    for step in range(1, STEPS):
        part = step / STEPS
        if contrast(_mixed(ink, ground, part), ground) >= ratio:
            return part
    return 1.0


def most_part(ink: QColor, ground: QColor, text: QColor, ratio: float) -> float:
    """How much of ``ink`` may be mixed into ``ground`` so that ``text`` on it keeps that ratio."""
    for step in range(STEPS, 0, -1):
        part = step / STEPS
        if contrast(_mixed(ink, ground, part), text) >= ratio:
            return part
    return 0.0


def _mixed(ink: QColor, ground: QColor, part: float) -> QColor:
    return QColor(*(
        round(part * over + (1 - part) * under)
        for over, under in zip(ink.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    ))  # fmt: skip


def _luminance(colour: QColor) -> float:
    red, green, blue = map(_linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
