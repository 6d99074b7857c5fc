"""New…: what the fields say becomes a network, with its graph beside them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.activations.tanh import Tanh
from bpsim.core.document import Document
from bpsim.core.initial_weights import Start
from bpsim.gui.dialogs.new_network import dialog as dialog_module
from bpsim.gui.dialogs.new_network.dialog import NewNetworkDialog
from bpsim.gui.dialogs.shows_network import ShowsNetwork
from bpsim.gui.looks.contrast import contrast
from bpsim.gui.looks.theme import THEMES, Theme, sized, use_theme
from bpsim.gui.program.preferences import Preferences
from bpsim.session.new_network import SOURCES, MadeExamples, NewNetwork


def named(*names: str) -> tuple[Activation, ...]:
    return tuple(ACTIVATIONS[name] for name in names)


LEFT = Qt.MouseButton.LeftButton


class Shown(ShowsNetwork, QWidget):
    """A preview that remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[Document] = []

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 100)

    def show_document(self, document: Document) -> None:
        self.documents.append(document)


@pytest.fixture(autouse=True)
def discarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to answer as a dialog goes at the end of a test."""
    monkeypatch.setattr(dialog_module, "agreed", lambda *_words: True)


def opened(qtbot: QtBot, first: NewNetwork | None = None) -> tuple[NewNetworkDialog, Shown]:
    shown = Shown()
    dialog = NewNetworkDialog(first or NewNetwork(), shown)
    qtbot.addWidget(dialog)
    dialog.show()
    for area in dialog.findChildren(QScrollArea):
        assert not area.focusPolicy() & Qt.FocusPolicy.TabFocus  # the focus would not be seen
    return dialog, shown


def typed(qtbot: QtBot, dialog: NewNetworkDialog, text: str) -> None:
    dialog.layers.line.setFocus()
    dialog.layers.line.selectAll()
    qtbot.keyClicks(dialog.layers.line, text)


@pytest.mark.parametrize("text", ["2-4000-1", "2-3-4-5-6-1"])
def test_no_field_is_cut_off_where_layers_take_more_room(qtbot: QtBot, text: str) -> None:
    dialog, _shown = opened(qtbot, NewNetwork(layers=(2, 1), activations=named("sigmoid")))
    QApplication.processEvents()
    dialog.resize(dialog.minimumSizeHint())
    QApplication.processEvents()
    typed(qtbot, dialog, text)
    for _ in range(3):
        QApplication.processEvents()
    (area,) = dialog.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


def test_a_table_that_was_typed_is_lost_only_if_that_is_wanted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def answer(_window: QWidget, question: str, _more: str, _button: str) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(dialog_module, "agreed", answer)
    dialog, _shown = opened(qtbot)
    dialog.data.text.setPlainText("0;0;0\n0;1;1")
    dialog.reject()
    assert dialog.isVisible() and asked == ["Discard what you have written?"]
    dialog.close()
    assert not dialog.isVisible() and len(asked) == 2
    dialog, _shown = opened(qtbot)
    dialog.reject()  # nothing was typed
    assert not dialog.isVisible() and len(asked) == 2
    dialog, _shown = opened(qtbot, NewNetwork(source="table", text="0;0;0\n0;1;1"))
    dialog.reject()  # it was offered again, and is as it was
    assert not dialog.isVisible() and len(asked) == 2


def test_layers_are_typed_and_previewed_at_once(qtbot: QtBot) -> None:
    dialog, shown = opened(qtbot, NewNetwork(source="none"))
    assert dialog.focusWidget() is dialog.layers.line
    qtbot.keyClicks(dialog.layers.line, "3-4-2")  # in the place of what stood there
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (3, 4, 2))
    qtbot.mouseClick(dialog.layers.greater[1], LEFT)
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (3, 5, 2))
    assert dialog.layers.line.text() == "3-5-2"
    qtbot.mouseClick(dialog.layers.more, LEFT)
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (3, 5, 5, 2))
    dialog.accept()
    assert dialog.document is not None
    assert dialog.document.network.layers == (3, 5, 5, 2)


def test_every_number_says_what_it_is(qtbot: QtBot) -> None:
    dialog, _ = opened(qtbot)
    labels = dialog._seed_row.findChildren(QLabel)
    assert [label.text().replace("&", "") for label in labels] == ["Seed"]
    assert labels[0].buddy() is dialog.seed


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_its_check_boxes_are_seen_and_grow_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    """Qt's own are dark on a dark ground, and as small at 200 % as at 100 %."""
    use_theme(theme)
    dialog, _ = opened(qtbot)
    boxes = dialog.findChildren(QCheckBox)
    assert len(boxes) == 2
    for box in boxes:
        box.setChecked(False)
        height = frame_height(box, theme)
        box.setFont(sized(box.font(), 2.0))
        box.adjustSize()
        assert frame_height(box, theme) > 1.7 * height


def frame_height(box: QCheckBox, theme: Theme) -> int:
    """How high the frame to be checked is, by what stands out from the ground at its left."""
    image = box.grab().toImage()
    before_words = range(box.fontMetrics().height())
    left = next(x for x in before_words if standing_out(image, x, theme))
    rows = standing_out(image, left, theme)
    return max(rows) - min(rows)


def standing_out(image: QImage, x: int, theme: Theme) -> list[int]:
    ground = theme.colour("window")
    colours = [image.pixelColor(x, y) for y in range(image.height())]
    return [y for y, colour in enumerate(colours) if contrast(colour, ground) >= 3.0]


def test_activations_survive_while_layers_are_retyped(qtbot: QtBot) -> None:
    first = NewNetwork((3, 4, 2), named("tanh", "sigmoid"), source="none")
    dialog, _ = opened(qtbot, first)
    typed(qtbot, dialog, "3-6-5-2")
    assert dialog.layers.activations == named("tanh", "tanh", "sigmoid")


def test_a_wrong_text_is_explained_at_the_field(qtbot: QtBot) -> None:
    dialog, _ = opened(qtbot)
    typed(qtbot, dialog, "3-many")
    qtbot.waitUntil(lambda: not dialog.use.isEnabled())
    assert "“many” is no number of units" in dialog.wrong["layers"].text()
    assert dialog.wrong["layers"].isVisible()
    dialog.accept()
    assert dialog.isVisible()


def test_a_pair_that_does_not_fit_is_explained_not_hidden(qtbot: QtBot) -> None:
    dialog, shown = opened(qtbot)
    dialog.cost.setCurrentIndex(dialog.cost.findData("categorical-cross-entropy"))
    qtbot.waitUntil(lambda: dialog.wrong["cost"].isVisible())
    assert "softmax" in dialog.wrong["cost"].text()
    assert not dialog.use.isEnabled()
    dialog.layers.choices[-1].setCurrentIndex(dialog.layers.choices[-1].findData("softmax"))
    qtbot.waitUntil(lambda: dialog.use.isEnabled())
    assert shown.documents[-1].cost == "categorical-cross-entropy"


def test_softmax_takes_its_cost_and_a_target_for_each_class(qtbot: QtBot) -> None:
    dialog, shown = opened(qtbot, NewNetwork(made=MadeExamples("moons", 40)))
    last = dialog.layers.choices[-1]
    last.setCurrentIndex(last.findData("softmax"))
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (2, 3, 2))
    assert dialog.use.isEnabled()
    assert dialog.cost.value() == "categorical-cross-entropy"
    assert "cross-entropy is not made for softmax" in dialog.matched.text()
    assert dialog.matched.isVisible() and "each with an output of its own" in dialog.followed.text()
    dialog.data.seed.setValue(9)
    qtbot.waitUntil(lambda: shown.documents[-1].examples != shown.documents[-2].examples)
    assert shown.documents[-1].network.layers == (2, 3, 2)
    last.setCurrentIndex(last.findData("sigmoid"))
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (2, 3, 1))
    assert dialog.cost.value() == "cross-entropy" and not dialog.followed.isVisible()


def test_the_cost_comes_back_with_an_output_that_it_goes_with(qtbot: QtBot) -> None:
    dialog, _ = opened(qtbot, NewNetwork(made=MadeExamples("moons", 40)))
    steepness = dialog.layers.parameters[-1].lines["steepness"]
    for typed in ("2", "2.5"):
        steepness.selectAll()
        qtbot.keyClicks(steepness, typed)
        assert dialog.cost.value() == "squared-error"
        assert "cross-entropy is not made for" in dialog.matched.text()
    steepness.selectAll()
    qtbot.keyClicks(steepness, "1")
    assert (dialog.cost.value(), dialog.matched.text()) == ("cross-entropy", "")


def test_layers_that_the_data_overrule_are_said(qtbot: QtBot) -> None:
    dialog, shown = opened(qtbot)
    typed(qtbot, dialog, "3-4-2")
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (2, 4, 2))
    assert "so 3-4-2 becomes 2-4-2" in dialog.followed.text() and dialog.followed.isVisible()
    dialog.data.source.set_current(SOURCES.index("none"))
    dialog.data.source.chosen.emit(0)
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (3, 4, 2))
    assert not dialog.followed.isVisible()


def test_a_parameter_is_typed_beside_its_activation(qtbot: QtBot) -> None:
    dialog, shown = opened(qtbot)
    hidden = dialog.layers.choices[0]
    hidden.setCurrentIndex(hidden.findData("leaky-relu"))
    line = dialog.layers.parameters[0].lines["slope"]
    line.selectAll()
    qtbot.keyClicks(line, "0.2")
    qtbot.waitUntil(lambda: shown.documents[-1].network.activation(2) == LeakyRelu(0.2))
    hidden.setCurrentIndex(hidden.findData("elu"))
    line = dialog.layers.parameters[0].lines["alpha"]
    line.selectAll()
    qtbot.keyClicks(line, "-1")
    qtbot.waitUntil(lambda: not dialog.use.isEnabled())
    assert dialog.wrong["layers"].text() == "The α is wrong: a number > 0 is expected."
    hidden.setCurrentIndex(hidden.findData("relu"))
    qtbot.waitUntil(lambda: dialog.use.isEnabled())
    assert not dialog.layers.parameters[0].lines


def test_the_cost_may_be_a_mean_over_the_outputs(qtbot: QtBot) -> None:
    dialog, shown = opened(qtbot)
    dialog.per_output.click()
    qtbot.waitUntil(lambda: shown.documents[-1].cost == "cross-entropy per output")


def test_a_typed_table_sets_the_sizes_and_the_output(qtbot: QtBot) -> None:
    dialog, shown = opened(qtbot)
    dialog.data.source.set_current(SOURCES.index("table"))
    dialog.data.text.setPlainText("a;b;c;kind\n1;2;3;red\n2;3;4;green\n3;4;5;blue\n0;1;1;red")
    qtbot.waitUntil(lambda: shown.documents[-1].network.layers == (3, 3, 3))
    dialog.accept()
    document = dialog.document
    assert document is not None
    assert document.network.activation(3).name == "softmax"
    assert document.classes == ("blue", "green", "red")
    assert len(document.examples) == 4


def test_data_that_are_none_are_explained(qtbot: QtBot, tmp_path: Path) -> None:
    dialog, shown = opened(qtbot, replace(NewNetwork(), source="file"))
    assert "Choose a file" in dialog.data.words.text()
    assert not dialog.use.isEnabled()
    assert shown.documents[-1].network.layers == (2, 3, 1)
    dialog.data.path.setText("data.csv")
    dialog.data.path.textEdited.emit("data.csv")
    assert dialog.data.words.text().startswith("data.csv: ")
    dialog.data.path.clear()
    path = tmp_path / "points.csv"
    path.write_text("x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    dialog.data.path.setFocus()
    qtbot.keyClicks(dialog.data.path, str(path))
    qtbot.waitUntil(lambda: dialog.use.isEnabled())
    assert dialog.document is not None
    assert dialog.document.examples.x_names == ("x1", "x2")


@pytest.mark.parametrize("source", ["table", "file"])
def test_who_has_given_nothing_yet_is_asked_and_not_warned(qtbot: QtBot, source: str) -> None:
    dialog, _ = opened(qtbot, NewNetwork(source=source))
    field = dialog.data
    assert field.error and field.words.text() == field.error
    assert field.words._colour == "muted"
    field.text.setPlainText("nothing of use")
    field.path.setText("/nowhere.csv")
    field.path.textEdited.emit(field.path.text())
    assert field.words._colour == "warning"


@pytest.mark.parametrize(
    "chosen",
    [
        NewNetwork(),
        NewNetwork(
            (2, 7, 3, 1), (Tanh(0.5), LeakyRelu(0.25), Linear()), "squared-error per output",
            Start("uniform", 9, 0.25),
            "made", MadeExamples("spiral", 200, 0.05, 12), follows=False,
        ),
        NewNetwork((2, 2, 1), source="table", text="a b\n1 0\n0 1\n"),
    ],
)  # fmt: skip
def test_the_last_choices_are_offered_again(qtbot: QtBot, chosen: NewNetwork) -> None:
    preferences = Preferences()
    preferences.new_network = chosen
    assert preferences.new_network == chosen
    dialog, _ = opened(qtbot, preferences.new_network)
    assert dialog.chosen().made == chosen.made
    assert dialog.chosen().start == chosen.start
    assert dialog.chosen().source == chosen.source
    assert dialog.chosen().activations == chosen.activations
    assert dialog.chosen().cost == chosen.cost


@pytest.mark.parametrize("key", ["layers", "activations", "cost", "source", "kind", "count"])
def test_nonsense_in_the_preferences_is_survived(qtbot: QtBot, key: str) -> None:
    preferences = Preferences()
    preferences.new_network = NewNetwork()
    preferences.stored.file.setValue(f"new/{key}", "nonsense")
    dialog, _ = opened(qtbot, preferences.new_network)
    assert dialog.document is not None


@pytest.mark.parametrize(("room", "above"), [(2000, False), (600, True)])
def test_the_graph_stands_above_the_fields_where_it_has_no_room_beside_them(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, room: int, above: bool
) -> None:
    monkeypatch.setattr(dialog_module, "room_on_screen", lambda _dialog: QSize(room, 700))
    dialog, shown = opened(qtbot)
    fields = dialog._scroll.geometry()
    assert (shown.geometry().bottom() < fields.top()) is above
    assert (shown.geometry().left() > fields.right()) is not above
    assert dialog.minimumSizeHint().width() <= room
