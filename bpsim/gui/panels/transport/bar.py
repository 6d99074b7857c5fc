"""The transport bar: step, play, how far and how fast, which example, and the timeline."""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.base.words import tr
from bpsim.core.batches import Batch
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.held_button import HeldButton
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.room import height_by_width
from bpsim.gui.kit.controls.row import line_in
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.transport.examples import ExampleChooser
from bpsim.gui.panels.transport.paint import paint_chip
from bpsim.gui.panels.transport.speed import SpeedControl
from bpsim.gui.panels.transport.timeline import TransportTimeline
from bpsim.gui.panels.transport.words import counted
from bpsim.gui.program.tips import tip
from bpsim.steps.schedule import GRANULARITY_TIPS, GRANULARITY_WORDS, Granularity, Schedule
from bpsim.steps.step import PASS_NAMES, PASS_WORDS, Step

GRANULARITIES = tuple(Granularity)
USUAL_POSITION = tr("Example 88 of 88 · backward · δ of unit 88, layer 8")
SHORT_POSITION = " · ".join(USUAL_POSITION.split(" · ")[:2])
PASS_POSITION = max(PASS_WORDS.values(), key=len)
BROKEN = 0.65
"""The share of its width that a text needs once it is broken into two lines."""
PLAY = tr("Play"), "Space", tr("Let the steps follow by themselves")
PAUSE = tr("Pause"), "Space", tr("Stop at the step on screen; Play goes on from there")
USUAL_COUNT = tr("Iteration 88 · step 88 of 888")
SHORT_COUNT = tr("Iteration {iteration} · {index}/{count}", iteration="88", index="88", count="888")
STANDING = (
    (USUAL_POSITION, USUAL_COUNT), (SHORT_POSITION, USUAL_COUNT), (PASS_POSITION, USUAL_COUNT),
    (PASS_POSITION, SHORT_COUNT),
)  # fmt: skip
"""Where the walk stands and at which step, as long as is usual: whole, without what the heading
says, without the example, which its chooser marks, and in signs."""
ON_TWO_LINES = 1
MOST_LINES = 2
"""Of controls, with the step sizes side by side."""


class TransportBar(QWidget):
    """Asks for steps and shows where the walk stands; it moves nothing itself.

    In a low window its controls scroll; where the walk stands is always to be seen.
    ``example_requested`` carries a row of the training set from 1, ``step_requested`` the index of
    a stop in the iteration on screen, ``speed_chosen`` steps per second or infinity.
    """

    first = Signal()
    back = Signal()
    play_toggled = Signal()
    forward = Signal()
    last = Signal()
    step_requested = Signal(int)
    granularity_chosen = Signal(object)
    speed_chosen = Signal(float)
    example_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brevity = 0
        self._standing_words = (("", ""),) * len(STANDING)
        self.setAccessibleName(tr("Transport"))
        self._build()
        self._connect()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._space()

    # --- what it shows ---------------------------------------------------------------------------

    def show_step(self, step: Step, schedule: Schedule, batch: Batch | None = None) -> None:
        """Say and mark where ``step`` stands on the walk of ``schedule``.

        ``batch`` tells which examples of the training set the iteration takes.
        """
        self.timeline.show_step(step, schedule, batch)
        pass_name = PASS_WORDS[PASS_NAMES[step.phase]]
        self._chip.set_pass(PASS_NAMES[step.phase])
        index, count = counted(step.index + 1), counted(step.count)
        words, signs = tr("step {index} of {count}", index=index, count=count), f"{index}/{count}"
        # An input that is only tried is answered with the weights on screen, in no iteration.
        if step.answered:
            iteration = counted(step.iteration)
            words = tr("Iteration {iteration} · {words}", iteration=iteration, words=words)
            signs = tr(
                "Iteration {iteration} · {index}/{count}",
                iteration=iteration, index=index, count=count,
            )  # fmt: skip
        self._standing_words = (
            (step.position, words), (step.short_position, words), (pass_name, words),
            (pass_name, signs),
        )  # fmt: skip
        self._say_position()
        self.set_granularity(step.granularity)
        self.examples.mark(step.example)
        at_start = step.iteration == 0 and step.index == 0
        self.first_button.setEnabled(not at_start)
        self.back_button.setEnabled(not at_start)

    def set_playing(self, playing: bool) -> None:
        """Show the play button as Pause or as Play."""
        self.play_button.set_icon("player-pause" if playing else "player-play")
        _named(self.play_button, *(PAUSE if playing else PLAY))

    def set_speed(self, speed: float) -> None:
        """Show ``speed`` in steps per second, infinity for every frame."""
        self.speed.set_speed(speed)

    def set_granularity(self, granularity: Granularity) -> None:
        """Mark how far one step goes."""
        self.granularity.set_current(GRANULARITIES.index(granularity))

    def set_examples(self, count: int, current: int | None) -> None:
        """Offer the ``count`` examples of the training set and mark ``current``, from 1."""
        self.examples.set_examples(count, current)

    def set_enabled_walk(self, enabled: bool) -> None:
        """Take away, or give back, all that needs a walk: without examples there is none."""
        for widget in (*self._buttons, self.granularity, self.speed, self.examples, self.timeline):
            widget.setEnabled(enabled)
        if not enabled:
            self.timeline.clear()
            self._standing_words = ((tr("Nothing to step through yet"), ""),) * len(STANDING)
            self._say_position()
            self._chip.set_pass("")

    # --- how it is made --------------------------------------------------------------------------

    def _build(self) -> None:
        self.first_button = _named(
            Button("player-skip-back"),
            tr("First step"),
            "Home",
            tr("To the very first step"),
        )
        self.back_button = _named(
            HeldButton("player-track-prev"),
            tr("Back one step"),
            "←",
            tr("To the step of the walk before"),
        )
        self.play_button = _named(Button("player-play", primary=True), *PLAY)
        self.forward_button = _named(
            HeldButton("player-track-next"),
            tr("Forward one step"),
            "→",
            tr("To the next step of the walk"),
        )
        self.last_button = _named(
            Button("player-skip-forward"),
            tr("Last step"),
            "End",
            tr("To the last step of the last iteration reached"),
        )
        self._buttons = (
            self.first_button, self.back_button, self.play_button, self.forward_button,
            self.last_button,
        )  # fmt: skip
        names = list(GRANULARITY_WORDS.values())
        self.granularity = Segmented(names, tr("Step by"), GRANULARITY_TIPS)
        self.speed = SpeedControl()
        self.examples = ExampleChooser()
        self.position = LiveText(USUAL_POSITION)
        self.counter = LiveText(USUAL_COUNT, "muted", right=True)
        self._chip = _Chip()
        self.timeline = TransportTimeline()
        for often in (self.position, self.counter, self.timeline):
            often.set_ground("window")
        self._keys = keys = QWidget()
        line_in(keys, *self._buttons, gap=2)
        keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._place = place = QWidget()
        self._place_row = line_in(place, self._chip)
        self._place_row.addWidget(self.position, 1)
        place.setSizePolicy(height_by_width())
        controls = QWidget()
        self._flow = FlowLayout(controls)
        for widget in (keys, self.speed, self.granularity, self.examples):
            self._flow.add(widget, stretch=widget is self.speed)
        self._controls = Shrinking(controls, self)
        self._standing = QWidget(self)
        self._standing_flow = FlowLayout(self._standing)
        for widget in (place, self.counter):
            self._standing_flow.add(widget, stretch=True)
        self.timeline.setParent(self)

    def _connect(self) -> None:
        signals = (self.first, self.back, self.play_toggled, self.forward, self.last)
        for button, signal in zip(self._buttons, signals, strict=True):
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
        self.granularity.chosen.connect(
            lambda place: self.granularity_chosen.emit(GRANULARITIES[place])
        )
        self.speed.chosen.connect(self.speed_chosen)
        self.examples.chosen.connect(self.example_requested)
        self.timeline.step_requested.connect(self.step_requested)

    # --- room ------------------------------------------------------------------------------------

    def _say_position(self) -> None:
        """Where the walk stands, in as many words as one line can hold."""
        whole, shown = self._standing_words[0], self._standing_words[self._brevity]
        for place, text in enumerate((self.position, self.counter)):
            text.set_text(shown[place])
            text.set_spoken(partial(str, whole[place]))

    def _fit_position(self) -> None:
        """Keep to one line as long as the words can."""
        advance = self.fontMetrics().horizontalAdvance
        chip = self._chip.sizeHint().width() + 2 * self.fontMetrics().height()
        room = self._inner(self.width()) - chip
        fitting = (n for n, words in enumerate(STANDING) if advance("".join(words)) <= room)
        brevity = next(fitting, ON_TWO_LINES)
        if brevity != self._brevity:
            self._brevity = brevity
            for text, sample in zip((self.position, self.counter), STANDING[brevity], strict=True):
                text.set_sample(sample)
            self._say_position()
            self._place_row.invalidate()  # what holds it is asked for its height at once
            self._place.updateGeometry()

    def _fit_controls(self) -> None:
        """Fold the step sizes into a list where there would be many lines else."""
        width, sizes = self._inner(self.width()), self.granularity
        sizes.fold(self._flow.lines(width, {sizes: sizes.spread_width()}) > MOST_LINES)

    def _space(self) -> None:
        em = self.fontMetrics().height()
        for flow in (self._flow, self._standing_flow):
            flow.set_gaps(em, em // 4)
        self._place_row.setSpacing(em // 2)
        self._arrange()
        self.updateGeometry()

    def _inner(self, width: int) -> int:
        return width - 2 * (self.fontMetrics().height() // 2)

    def _below(self, width: int) -> int:
        """The height of everything but the controls."""
        em = self.fontMetrics().height()
        standing = self._standing_flow.heightForWidth(self._inner(width))
        return 2 * (em // 3) + 2 * (em // 4) + standing + self.timeline.sizeHint().height()

    def heightForWidth(self, width: int) -> int:
        """The height that shows every control."""
        return self._flow.heightForWidth(self._inner(width)) + self._below(width)

    def sizeHint(self) -> QSize:
        width = self._flow.sizeHint().width() + self.fontMetrics().height()
        return QSize(width, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        # As it is with so little room: the step sizes folded, the words in two lines.
        parts = (self._keys.sizeHint(), self.speed.minimumSizeHint(), self.examples.sizeHint())
        words = max(map(self.fontMetrics().horizontalAdvance, STANDING[ON_TWO_LINES]))
        standing = round(
            BROKEN * (words + self._place_row.spacing() + self._chip.sizeHint().width())
        )
        width = max(standing, self.granularity.folded_width(), *(part.width() for part in parts))
        width += self.fontMetrics().height()
        return QSize(width, self._flow.minimumSize().height() + self._below(self.width()))

    def _arrange(self) -> None:
        self._fit_controls()
        self._fit_position()
        em = self.fontMetrics().height()
        left, width, gap = em // 2, self._inner(self.width()), em // 4
        timeline = self.timeline.sizeHint().height()
        standing = self._standing_flow.heightForWidth(width)
        controls = self.height() - self._below(self.width())
        # A line that is half covered looks broken: the controls scroll by whole ones.
        controls = self._flow.whole_lines(width, controls)
        y = em // 3
        for widget, height in (
            (self._controls, controls), (self._standing, standing), (self.timeline, timeline),
        ):  # fmt: skip
            widget.setGeometry(left, y, width, max(0, height))
            y += height + gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the height asked for is another one

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
            self.updateGeometry()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._space()


def _named(button: Button, name: str, key: str, words: str) -> Button:
    button.setToolTip(tip(f"{words} ({key})"))
    button.setAccessibleName(name)
    return button


class _Chip(QWidget):
    """The colour and the hatching of the pass that the walk is in."""

    def __init__(self) -> None:
        super().__init__()
        self._pass_name = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_pass(self, pass_name: str) -> None:
        """Show the sample of a pass, nothing for ""."""
        if pass_name != self._pass_name:
            self._pass_name = pass_name
            self.update()

    def sizeHint(self) -> QSize:
        extent = round(self.fontMetrics().height() * 0.8)
        return QSize(extent, extent)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._pass_name:
            return
        with QPainter(self) as painter:
            rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            paint_chip(painter, rect, theme_in_use(), self._pass_name)
