"""What must hold after every move: each check returns a sentence for what does not."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QObject
from shiboken6 import Shiboken

from bpsim.core.document import Document
from bpsim.core.network import Network
from bpsim.core.settings import Position
from bpsim.formats.native.file import dumps, loads
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.places import exists
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

DELTAS = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
MOST_PRODUCTS = 20_000
"""A network with more weights times examples is not computed anew after every move."""


def content(document: Document) -> bytes:
    """What a document is, wherever its walk stands."""
    return dumps(document.with_(position=Position()), "robot")


def standing(window: MainWindow) -> Iterator[str]:
    """The walk stands on a step that its schedule has."""
    session = window.controller.session
    step = session.step
    if (step is not None) != session.walkable:
        yield f"a step where there is none to walk: {step}"
    if step is None:
        return
    if not 0 <= session.index < session.schedule.count(session.granularity):
        yield f"step {session.index} of {session.schedule.count(session.granularity)}"
    if not 0 <= session.iteration <= session.history.length:
        yield f"iteration {session.iteration} of {session.history.length}"
    if not 0 <= session.state.tick < session.schedule.ticks:
        yield f"tick {session.state.tick} of {session.schedule.ticks}"


def computed(window: MainWindow) -> Iterator[str]:
    """Every δ shown is what comes out of computing it anew, and out of the course's formula."""
    session = window.controller.session
    step = session.step
    if step is None:
        return
    document = session.history.document_at(session.iteration)
    size = sum(each.size for each in document.network.weights) * len(document.examples)
    if size > MOST_PRODUCTS:
        return
    document = document.with_(convention=session.document.convention)
    network = session.history.network_at(session.iteration)
    start = session.history.checkpoint_at(session.iteration)
    fresh = Trace.of(document, session.iteration, start).step(session.index, session.granularity)
    if fresh != step:
        yield f"the step shown is not what is computed anew: {step.title} / {fresh.title}"
    shown = window.controller.step
    if window.controller.blanking.now is None and shown is not step:
        yield "another step is shown than the walk stands on"
    yield from _by_formula(step, network)


def _by_formula(step: Step, network: Network) -> Iterator[str]:
    """δ_j = (Σ_k Θ_kj δ_k) g′(z_j) for the hidden layers whose δ are known."""
    known = step.known
    for layer in range(2, network.depth):
        here, after = known.values.delta[layer - 1], known.values.delta[layer]
        if known.delta_units[layer - 1] < len(here) or known.delta_units[layer] < len(after):
            continue
        back = after @ network.theta(layer)[:, 1:]
        if not (step.convention.lecture_shorthand and _about_deltas(step)):
            back = back * known.values.slope[layer - 1]
        finite = np.isfinite(here) & np.isfinite(back)
        if not np.allclose(here[finite], back[finite], rtol=1e-9, atol=1e-300):
            yield f"δ of layer {layer} at {step.title}: {here} is not {back}"


def _about_deltas(step: Step) -> bool:
    """The shorthand leaves g′ out where a δ is the subject; what Δ is made of has it.

    A whole pass back ends with Δ.
    """
    return step.phase in DELTAS and step.granularity is not Granularity.PASS


def kept_where_it_belongs(window: MainWindow) -> Iterator[str]:
    """What is shown or kept is of the document that is open."""
    controller, session = window.controller, window.controller.session
    shown = window.views.graph._network
    layers = session.document.network.layers
    if shown is None or shown.layers != layers:
        yield f"the graph draws {shown and shown.layers} and the network is {layers}"
    history = session.history
    own = controller.own
    if controller.visiting == (own is session):
        yield "visiting, and yet at home"
    selected = controller.selection
    if selected is not None and not exists(selected, layers):
        yield f"{selected} is selected in {layers}"
    if not window.training.running:
        drawn = np.asarray(window.views.cost.data.costs.values())[: history.length]
        if not np.array_equal(drawn, history.costs, equal_nan=True):
            yield f"the cost plot draws {drawn[-3:]} for {history.costs[-3:]}"


def still_there(window: MainWindow) -> Iterator[str]:
    """What the menus keep of Qt has not been given up."""
    for name, kept in vars(window.menus).items():
        for each in kept.values() if isinstance(kept, dict) else (kept,):
            if isinstance(each, QObject) and not Shiboken.isValid(each):
                yield f"the menus keep something that is gone: {name}"


def saved_and_opened(window: MainWindow) -> Iterator[str]:
    """A file that is read gives the document that was written, to the last bit."""
    written = dumps(window.controller.saved_form, "robot")
    again = dumps(loads(written, "robot"), "robot")
    if written != again:
        yield "saved and opened again the document is another one"
