"""The same things as Ng, Nielsen, Bishop, Goodfellow and PyTorch write them, and a glossary."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from bpsim.base.words import tr
from bpsim.core.network import Network
from bpsim.notation.numerals import small_indices

BOOKS = ("Ng", "Nielsen", "Bishop", "Goodfellow", "PyTorch")
SOURCES: dict[str, str] = {
    "Ng": tr("Machine Learning, the course: “Neural Networks: Learning”"),
    "Nielsen": tr("Neural Networks and Deep Learning, chapter 2"),
    "Bishop": tr("Pattern Recognition and Machine Learning, sections 5.1 and 5.3"),
    "Goodfellow": tr("Goodfellow, Bengio, Courville: Deep Learning, section 6.5"),
    "PyTorch": "torch.nn.Linear and autograd",
}

GIVEN, GIVEN_BY_EXAMPLE = tr("given"), tr("given by the example")
"""Where what nothing computes comes from."""


class Line(NamedTuple):
    """One thing and how each of :data:`BOOKS` writes it, in the order of that list."""

    what: str
    written: tuple[str, str, str, str, str]


TABLE = (
    Line(
        tr("a weight from unit i to unit j"),
        ("Θ_ji^(l)", "w^l_ji", "w_ji^(l)", "W^(l)_ji", "layer.weight[j, i]"),
    ),
    Line(
        tr("number of the matrix between layer 1 and layer 2"),
        (tr("Θ^(1): by the layer it starts from"), tr("w^2: by the layer it leads to"),
         tr("w^(1): by its place"), tr("W^(1): by its place"), tr("the first nn.Linear")),
    ),
    Line(
        tr("the input layer"),
        (tr("layer 1"), tr("layer 1"), tr("not counted"), tr("h^(0), layer 0"), tr("not counted")),
    ),
    Line(
        tr("the bias of unit j"),
        (tr("Θ_j0^(l), column 0"), "b^l_j", "w_j0^(1)", "b^(l)_j", "layer.bias[j]"),
    ),
    Line(
        tr("weighted sum of unit j"),
        ("z_j^(l)", "z^l_j", "a_j", "a^(l)_j", tr("the output of nn.Linear")),
    ),
    Line(
        tr("what unit j puts out"),
        ("a_j^(l) = g(z_j)", "a^l_j = σ(z^l_j)", "z_j = h(a_j)", "h^(l)_j = f(a_j)",
         tr("the output of the activation")),
    ),
    Line(
        tr("output of the network"),
        ("h_Θ(x)", "a^L", "y_k", "ŷ", "y_pred"),
    ),
    Line(tr("target"), ("y", "y", "t_k", "y", "y")),
    Line(
        tr("cost over all examples"),
        ("J(Θ)", "C", "E(w)", "J(θ)", "loss"),
    ),
    Line(
        tr("slope of the cost by a weighted sum"),
        ("δ_j^(l)", "δ^l_j", "δ_j", tr("g, after the step back through f"), tr("z.grad with retain_grad()")),
    ),
    Line(
        tr("hidden δ"),
        ("(Θ^(l))ᵀ δ^(l+1) .* g′(z^(l))", "((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l)",
         "h′(a_j) Σ_k w_kj δ_k", tr("g ← (W^(l+1))ᵀ g, then g ← g ⊙ f′(a^(l))"), "loss.backward()"),
    ),
    Line(
        tr("slope by a weight"),
        ("D_ji^(l)", "∂C/∂w^l_jk", "∂E_n/∂w_ji = δ_j z_i", "∇_W(l) J = g h^(l−1)ᵀ",
         "layer.weight.grad[j, i]"),
    ),
    Line(
        tr("an update"),
        ("Θ := Θ − α D", "w → w − η ∂C/∂w", "w − η ∇E", "θ ← θ − ε g", "optimizer.step()"),
    ),
    Line(tr("learning rate"), ("α", "η", "η", "ε", "lr")),
    Line(
        tr("strength of the penalty"),
        ("(λ/2m) Σ Θ²", "(λ/2n) Σ w²", "(λ/2) wᵀw", "(α/2) wᵀw", tr("weight_decay, λ/m")),
    ),
    Line(
        tr("examples in a matrix"),
        (tr("rows of X"), tr("columns"), tr("rows"), tr("rows of X"), tr("rows, the first dimension")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One entry of the glossary; ``shape`` is in words of s_l, ``computed`` says where."""

    symbol: str
    name: str
    meaning: str
    shape: str
    computed: str


GLOSSARY: dict[str, Term] = {
    each.symbol: replace(
        each, meaning=small_indices(each.meaning), shape=small_indices(each.shape)
    )
    for each in (
        Term("L", tr("number of layers"), tr("How many layers there are, the input layer counted."), tr("a number"), GIVEN),
        Term("s", tr("units of a layer"), tr("s_l is the number of units of layer l, the bias unit not counted."), tr("a number"), GIVEN),
        Term("x", tr("input"), tr("What goes into the network: the activations of layer 1."), "(s_1,)", GIVEN_BY_EXAMPLE),
        Term("y", tr("target"), tr("What the network should put out for this example."), "(K,)", GIVEN_BY_EXAMPLE),
        Term("Θ", tr("weights"), tr("Θ_ji^(l) is the weight from unit i of layer l to unit j of layer "
            "l + 1; column 0 is the bias."), "(s_{l+1}, s_l + 1)", tr("by the update, from the one before")),
        Term("z", tr("weighted sum"), tr("What comes into a unit: each weight times the activation at its "
            "start, all added up."), "(s_l,)", tr("on the way forward")),
        Term("a", tr("activation"), tr("What a unit puts out: g of its z."), "(s_l,)", tr("on the way forward")),
        Term("g", tr("activation function"), tr("What a unit does with its z."), tr("applied to each number"), GIVEN),
        Term("g′", tr("slope of g"), tr("How much a changes when z changes a little."), "(s_l,)", tr("on the way back, at the z of the way forward")),
        Term("h", tr("hypothesis"), tr("What the network puts out: the activation of the last layer."), "(K,)", tr("on the way forward")),
        Term("cost", tr("cost of one example"), tr("How wrong the output is for one example."), tr("a number"), tr("after the way forward")),
        Term("δ", tr("delta"), tr("The slope of the cost by z: how much the cost changes when this z "
            "changes a little."), "(s_l,)", tr("on the way back")),
        Term("Σ", "sum", tr("Add up what follows over the index below."), "", ""),
        Term("Δ", tr("accumulated gradient"), tr("δ at the end of each edge times a at its start, added up over the "
            "examples."), "(s_{l+1}, s_l + 1)", tr("after the way back of each example")),
        Term("D", tr("gradient"), tr("The slope of J by each weight: Δ/m, plus (λ/m) Θ but for the "
            "biases."), "(s_{l+1}, s_l + 1)", tr("at the end of an iteration")),
        Term("J", tr("cost over all examples"), tr("The mean of cost(i), plus the penalty (λ/2m) Σ Θ²."), tr("a number"), tr("at the end of an iteration")),
        Term("α", tr("learning rate"), tr("How far an update goes against the gradient."), tr("a number"), GIVEN),
        Term("λ", tr("regularisation"), tr("How strongly large weights are penalised; biases are not."), tr("a number"), GIVEN),
        Term("m", tr("number of examples"), tr("How many examples the sum runs over."), tr("a number"), GIVEN),
        Term("K", tr("number of outputs"), tr("The units of the last layer."), tr("a number"), GIVEN),
        Term("∂", tr("partial derivative"), tr("The slope by one quantity while the others stay."), "", ""),
        Term("v", tr("velocity, or mean of D²"), tr("What momentum keeps of earlier D, and RMSProp and Adam of the "
            "squares of D."), "(s_{l+1}, s_l + 1)", tr("by each update")),
        Term("m^(l)", tr("mean of D"), tr("What Adam keeps of earlier D; with no index m is the number of "
            "examples."), "(s_{l+1}, s_l + 1)", tr("by each update")),
        Term("m̂", tr("corrected mean of D"), tr("m of Adam divided by 1 − β₁ᵗ, for it began with 0."), "(s_{l+1}, s_l + 1)", tr("by each update")),
        Term("v̂", tr("corrected mean of D²"), tr("v of Adam divided by 1 − β₂ᵗ, for it began with 0."), "(s_{l+1}, s_l + 1)", tr("by each update")),
        Term("β", tr("share that stays"), tr("How much of the velocity of momentum, or of Adam’s means m (β₁) "
            "and v (β₂), stays at an update; βᵗ is it to the power of the "
            "number of updates."), tr("a number"), GIVEN),
        Term("ρ", tr("share that stays"), tr("How much of RMSProp’s mean of D² stays at an update."), tr("a number"), GIVEN),
        Term("ε", tr("small number"), tr("Added to a root, so that an update never divides by 0."), tr("a number"), GIVEN),
    )
}  # fmt: skip


EDGES = ("Θ", "Δ", "D", "v", "m^(l)", "m̂", "v̂")
"""What has one number for each weight."""
OF_A_LAYER = {"x": 0, "y": -1, "h": -1}
"""What has one number for each unit of a layer that it does not name, by the place of that."""


def shape_here(symbol: str, layer: int | None, network: Network) -> str:
    """The shape of a symbol of ``layer`` in this network, such as 2 × 3; empty where it has none."""
    layers = network.layers
    if symbol in OF_A_LAYER:
        return f"{layers[OF_A_LAYER[symbol]]}"
    if layer is None:
        return ""
    if symbol in EDGES and 1 <= layer < len(layers):
        return f"{layers[layer]} × {layers[layer - 1] + 1}"
    if symbol in ("z", "a", "δ", "g′") and 1 <= layer <= len(layers):
        return f"{layers[layer - 1]}"
    return ""
