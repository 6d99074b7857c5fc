"""The timeline tells which examples of the training set are in the batch."""

from dataclasses import replace

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from bpsim.core.settings import TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.gui.panels.transport.timeline import TransportTimeline
from bpsim.session.session import Session

SHUFFLED = TrainingSettings(batch_size=8, order="shuffled", seed=3)


def timeline(qtbot: QtBot) -> TransportTimeline:
    widget = TransportTimeline()
    qtbot.addWidget(widget)
    widget.resize(700, widget.sizeHint().height())
    return widget


def shown(widget: TransportTimeline, walk: Session, iteration: int) -> QImage:
    """The upper tier at the first step of an iteration."""
    walk.go_to(iteration)
    assert walk.step is not None
    widget.show_step(walk.step, walk.schedule, walk.trace.values.batch)
    return widget.grab(widget.upper_rect().toRect()).toImage()


def walk_of(training: TrainingSettings) -> Session:
    return Session(bundled_network("moons").load().with_(training=training))


def test_each_batch_shows_its_own_examples(qtbot: QtBot) -> None:
    widget, walk = timeline(qtbot), walk_of(SHUFFLED)
    first, second = shown(widget, walk, 0), shown(widget, walk, 1)
    assert first != second
    assert shown(widget, walk, 0) == first
    batch = walk.trace.values.batch
    words = widget.words_at(widget.upper_rect().topLeft())
    assert words.startswith(f"Example {batch.row(0) + 1} of 40 (1 of 8 in the batch) · ")


def test_batches_of_the_same_examples_look_the_same(qtbot: QtBot) -> None:
    widget, walk = timeline(qtbot), walk_of(replace(SHUFFLED, order="file"))
    assert shown(widget, walk, 0) == shown(widget, walk, 5)
    assert shown(widget, walk, 0) != shown(widget, walk, 4)


def test_another_seed_shows_other_examples_at_once(qtbot: QtBot) -> None:
    widget = timeline(qtbot)
    before = shown(widget, walk_of(SHUFFLED), 0)
    assert shown(widget, walk_of(replace(SHUFFLED, seed=4)), 0) != before


def test_without_a_batch_examples_are_counted(qtbot: QtBot) -> None:
    widget, walk = timeline(qtbot), walk_of(SHUFFLED)
    assert walk.step is not None
    widget.show_step(walk.step, walk.schedule)
    words = widget.words_at(widget.upper_rect().topLeft())
    assert words.startswith("Example 1 of 8 in the batch · ")
