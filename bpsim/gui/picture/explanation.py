"""What stands below the graph: title, sentence, formula, and the formula with its numbers."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from bpsim.base.words import capital, capitalised, tr
from bpsim.gui.kit.controls.painting import fill_rounded, mixed
from bpsim.gui.kit.page.heading import PILL_TINT
from bpsim.gui.kit.small_text import Fonts, Type
from bpsim.gui.looks.theme import TITLE, Theme, sized
from bpsim.gui.picture.formulas import Formulas
from bpsim.gui.picture.paragraphs import Lines
from bpsim.steps.step import PASS_NAMES, PASS_WORDS, Step

LARGE, SMALL_SIZES = (1.45, 1.3, 1.15, 1.0), (1.0, 0.85, 0.78, 0.7)
"""Sizes of the formulas beside the text: those that leave the graph its room, and the others."""
TRIES = (
    *((size, abreast, True) for size in LARGE for abreast in (False, True)),
    *((size, True, False) for size in SMALL_SIZES),
)
"""Sizes, whether equations stand abreast, and whether the graph must have its usual room."""
LEAST_UNBROKEN = 1.15
"""Formulas are set as small as that if it saves them a line."""
SQUEEZED = 0.9
"""A sentence that fits on one line at this size is set so."""
GAP, PADDING, RADIUS = 0.55, 0.75, 0.45
"""Between the parts, within the card, and of its corners, in heights of a line."""


@dataclass(frozen=True, eq=False)
class LaidOutExplanation:
    """The words and formulas of a step, laid out in ``width``.

    ``context`` is the example and the iteration, which stand beside the title.
    """

    step: Step
    fonts: Fonts
    width: float
    title: Lines
    context: str
    sentence: Lines
    formulas: Formulas
    note: Lines

    @classmethod
    def of(
        cls, step: Step, fonts: Fonts, width: float, usual: float, most: float
    ) -> "LaidOutExplanation":
        """Lay out ``step`` with formulas as large as a height of ``usual`` allows.

        Where they would be smaller than the text, up to ``most`` is taken, and more if it must be.
        """
        large = Type(sized(fonts.base, TITLE * fonts.scale, bold=True), fonts.outlined)
        iteration, example = (
            tr("iteration {iteration:,}", iteration=step.iteration),
            step.example_words,
        )
        context = f"{example} · {iteration}" if example else capital(iteration)
        beside = _pill_width(step, fonts) + fonts.small.width(context) + 2 * fonts.body.height
        out = cls(
            step=step,
            fonts=fonts,
            width=width,
            title=Lines.of(capitalised(step.title), large, width - beside),
            context=context,
            sentence=_sentence(step.sentence, fonts.body, width),
            formulas=Formulas(()),
            note=Lines.of(step.note, fonts.small, width),
        )
        for size, abreast, roomy in TRIES:
            out = out._with(size, abreast)
            if out.height <= (usual if roomy else most):
                break
        return out._unbroken(size, abreast)

    def _unbroken(self, size: float, abreast: bool) -> "LaidOutExplanation":
        """With formulas a little smaller than ``size`` where that takes fewer lines."""
        for smaller in LARGE:
            if LEAST_UNBROKEN <= smaller < size:
                tried = self._with(smaller, abreast)
                if tried.formulas.count < self.formulas.count:
                    return tried
        return self

    def _with(self, size: float, abreast: bool) -> "LaidOutExplanation":
        """The same with formulas of that size."""
        font = QFont(self.fonts.base)
        font.setPixelSize(round(font.pixelSize() * size))
        room = self.width - 2 * PADDING * self.fonts.body.height
        expressions = (self.step.formula, self.step.numbers)
        return replace(self, formulas=Formulas.of(expressions, font, room, abreast))

    @property
    def height(self) -> float:
        """From the top of the title to the bottom of the last line."""
        parts = [part.height for part in (self.title, self.sentence, self.note) if part.height]
        if self.formulas.lines:
            parts.append(self._card)
        return sum(parts) + (len(parts) - 1) * self._gap

    @property
    def _gap(self) -> float:
        return GAP * self.fonts.body.height

    @property
    def _card(self) -> float:
        return self.formulas.height + 2 * PADDING * self.fonts.body.height

    def paint(self, painter: QPainter, x: float, y: float, theme: Theme) -> None:
        """Draw it all with the upper left corner at (x, y)."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter, x, y, theme)
        y += self.title.height + self._gap
        if self.sentence.height:
            self.sentence.paint(painter, x, y, theme.colour("text"))
            y += self.sentence.height + self._gap
        if self.formulas.lines:
            self._paint_card(painter, x, y, theme)
            y += self._card + self._gap
        self.note.paint(painter, x, y, theme.colour("muted"))

    def _paint_head(self, painter: QPainter, x: float, y: float, theme: Theme) -> None:
        """The pass in a pill, the title, and at the right which example it is."""
        pass_name = PASS_NAMES[self.step.phase]
        small, bold = self.fonts.small, self.fonts.small_bold
        metrics = self.title.type.metrics
        middle = y + metrics.ascent() - metrics.capHeight() / 2
        colour, height = theme.phase(pass_name), 1.35 * bold.height
        pill = QRectF(x, middle - height / 2, bold.width(PASS_WORDS[pass_name]) + height, height)
        fill_rounded(painter, pill, height / 2, mixed(colour, theme.colour("surface"), PILL_TINT))
        painter.setPen(colour)
        bold.draw(painter, x + height / 2, middle + bold.rise, PASS_WORDS[pass_name])
        self.title.paint(painter, x + _pill_width(self.step, self.fonts), y, theme.colour("text"))
        painter.setPen(theme.colour("muted"))
        right = x + self.width - small.width(self.context)
        small.draw(painter, right, middle + small.rise, self.context)

    def _paint_card(self, painter: QPainter, x: float, y: float, theme: Theme) -> None:
        line = self.fonts.body.height
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("window"))
        radius = RADIUS * line
        painter.drawRoundedRect(QRectF(x, y, self.width, self._card), radius, radius)
        self.formulas.paint(painter, x + PADDING * line, y + PADDING * line, theme)


def _sentence(text: str, ink: Type, width: float) -> Lines:
    """``text`` on one line, a little smaller if that is what it takes, or else on several."""
    whole = ink.width(text)
    if width < whole <= width / SQUEEZED:
        ink = ink.narrowed(width / whole)
    return Lines.of(text, ink, width)


def _pill_width(step: Step, fonts: Fonts) -> float:
    """The pill with the gap behind it."""
    return fonts.small_bold.width(PASS_WORDS[PASS_NAMES[step.phase]]) + 2 * fonts.small_bold.height
