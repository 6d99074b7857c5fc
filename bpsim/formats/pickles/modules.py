"""PyTorch modules out of the inert values of a pickle: layers in their order, with activations."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, Literal

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.formats.activation_names import TANH_GELU, activation, number
from bpsim.formats.content import Content, Guess, Layer
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_ITEMS, MAX_NESTED
from bpsim.formats.pickles.stream import Made
from bpsim.formats.pickles.values import Numbers
from bpsim.formats.pickles.walk import attributes_of, class_of, mapping_of

KIND = tr("PyTorch model")

Step = Activation | Literal["layer", "nothing"]
"""What a module does: weights, an activation, or nothing that matters here."""

_NN = "torch.nn.modules."
_LINEAR = f"{_NN}linear.Linear"
_CONTAINERS = frozenset({f"{_NN}container.Sequential", "torch.nn.Sequential"})
_NOTHING = frozenset(
    ("Dropout", "AlphaDropout", "FeatureAlphaDropout", "Identity", "Flatten", "Unflatten")
)
_ACTIVATIONS = {
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "ReLU": "relu",
    "Softmax": "softmax",
    "LogSoftmax": "softmax",
    "LeakyReLU": "leaky-relu",
    "ELU": "elu",
    "SELU": "selu",
    "Softplus": "softplus",
    "SiLU": "silu",
    "GELU": "gelu",
    "Hardsigmoid": "hard-sigmoid",
}
# What a module calls its parameter, and what the core does.
_PARAMETERS = {
    "LeakyReLU": ("negative_slope", "slope"),
    "ELU": ("alpha", "alpha"),
}
_UNKNOWN = ("Hardtanh", "Hardswish", "Mish", "PReLU", "ReLU6", "CELU", "GLU", "LogSigmoid",
            "Softsign", "Softmin", "Tanhshrink", "Threshold", "RReLU", "Softshrink",
            "Hardshrink")  # fmt: skip


def is_module(value: Any) -> bool:
    """True for a whole model or layer, which keeps its parts by name."""
    return isinstance(value, Made) and {"_modules", "_parameters"} <= attributes_of(value).keys()


def content_of(model: Made, numbers: Numbers) -> Content:
    """The layers of a whole model; raises PlaceError naming what is no layer of this kind.

    Modules that are chained by their own container run in the order they stand in. What a class
    of the user's does with its parts stands in its code alone, which the file does not hold.
    """
    leaves = list(islice(_leaves(model, "", 0), MAX_ITEMS + 1))
    if len(leaves) > MAX_ITEMS:
        raise PlaceError(
            tr("the model in it has more than {max_items:,} layers", max_items=MAX_ITEMS)
        )
    if not any(class_of(each) == _LINEAR for _, each in leaves):
        raise PlaceError(tr("the model in it has no Linear layer"))
    steps = [(path, each, _step(path, each)) for path, each in leaves]
    chained = _is_chained(model)
    regular = chained or _one_activation_each([step for _, _, step in steps])
    layers: list[Layer] = []
    left_out: list[str] = []
    notices: list[str] = []
    for path, module, step in steps:
        if step == "layer":
            layers.append(_linear(path, module, numbers))
        elif isinstance(step, Activation) and regular:
            _put_activation(layers, path, step)
            if class_of(module).endswith(".LogSoftmax"):
                left_out.append(
                    tr("The output layer takes the logarithm of softmax; it is shown as softmax.")
                )
            if attributes_of(module).get("approximate") == "tanh":
                notices.append(TANH_GELU.format(layer=len(layers) + 1))
    if regular:
        layers = [replace(each, activation=each.activation or "linear") for each in layers]
    guesses = () if chained or not regular else (_guess(layers),)
    return Content(
        KIND,
        layers=tuple(layers),
        guesses=guesses,
        left_out=tuple(left_out),
        notices=tuple(notices),
    )


def _leaves(module: Any, path: str, depth: int) -> Iterator[tuple[str, Made]]:
    if not is_module(module) or depth > MAX_NESTED:
        raise PlaceError(tr("is no module of PyTorch"), path)
    children = _parts(module, "_modules")
    if not children:
        yield path, module
    elif any(each is not None for each in _parts(module, "_parameters").values()):
        raise PlaceError(tr("has weights of its own beside its layers"), path or tr("the model"))
    elif len(children) > MAX_ITEMS:
        raise PlaceError(tr("has too many layers"), path)
    for name, child in children.items():
        if child is not None:
            yield from _leaves(child, f"{path}.{name}" if path else str(name), depth + 1)


def _parts(module: Made, kind: str) -> Mapping[Any, Any]:
    return mapping_of(attributes_of(module)[kind]) or {}


def _is_chained(model: Made) -> bool:
    """True where a container says the order: from the top, or as the model's only part."""
    children = list(_parts(model, "_modules").values())
    if class_of(model) in _CONTAINERS:
        return all(
            not _parts(each, "_modules") or _is_chained(each)
            for each in children
            if is_module(each)
        )
    return len(children) == 1 and is_module(children[0]) and _is_chained(children[0])


def _step(path: str, module: Made) -> Step:
    """What a module does."""
    where = tr("the layer {path}", path=quoted(path))
    full = class_of(module)
    name = full.rpartition(".")[2]
    if full == _LINEAR:
        return "layer"
    if full.startswith((_NN, "torch.nn.")):
        if name in _NOTHING or "loss" in full.lower():
            return "nothing"
        if name in _ACTIVATIONS or name in _UNKNOWN:
            return _activation(where, name, attributes_of(module))
    if not name:
        raise PlaceError(tr("does not say what kind of layer it is"), where)
    raise PlaceError(tr("is a {name}, and only Linear layers can be opened", name=name), where)


def _activation(place: str, name: str, said: Mapping[Any, Any]) -> Activation:
    """An activation with the parameters that the module was made with."""
    known = _ACTIVATIONS.get(name)
    if name in _PARAMETERS:
        theirs, ours = _PARAMETERS[name]
        return activation(place, name, known, **{ours: number(said.get(theirs), place, name)})
    if said.get("beta", 1) != 1 or said.get("approximate", "none") not in ("none", "tanh"):
        raise PlaceError(
            tr("is a {name} with parameters that are not known here", name=name), place
        )
    return activation(place, name, known)


def _one_activation_each(steps: list[Step]) -> bool:
    """True if every layer but perhaps the last is followed by one activation, and one at all."""
    layers = [step == "layer" for step in steps if step != "nothing"]
    if layers[-1]:
        layers.append(False)
    elif len(layers) < 2:
        return False
    alternate = all(layer == (n % 2 == 0) for n, layer in enumerate(layers))
    return alternate and any(isinstance(step, Activation) for step in steps)


def _linear(path: str, module: Made, numbers: Numbers) -> Layer:
    place = tr("the layer {path}", path=quoted(path))
    parameters = _parts(module, "_parameters")
    weights, bias = numbers.array(parameters.get("weight"), place), parameters.get("bias")
    if bias is not None:
        bias = numbers.array(bias, place)
    return Layer(weights, bias, bias_place="none" if bias is None else "apart", name=path)


def _put_activation(layers: list[Layer], path: str, step: Activation) -> None:
    place = tr("the layer {path}", path=quoted(path))
    if not layers:
        raise PlaceError(tr("is an activation before the first Linear layer"), place)
    if layers[-1].activation is not None:
        raise PlaceError(tr("is a second activation of one layer"), place)
    layers[-1] = replace(layers[-1], activation=step)


def _guess(layers: list[Layer]) -> Guess:
    return Guess(
        tr("the activations"),
        ", ".join(getattr(each.activation, "name", "linear") for each in layers),
        tr(
            "the model lists them in this order; what it does with them stands "
            "in its code, which is not in the file"
        ),
        option="activations",
    )
