"""A PyTorch program: the network as a Sequential in float64, J and D by autograd."""

from bpsim.core.document import Document
from bpsim.formats.code.literals import by_name, for_cost, for_method, python_data, title_of
from bpsim.formats.content import Written
from bpsim.formats.lost import lost

MODULES = {
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "linear": "nn.Identity()",
    "leaky-relu *": "nn.LeakyReLU({slope})",
    "elu *": "nn.ELU({alpha})",
    "selu": "nn.SELU()",
    "softplus": "nn.Softplus()",
    "silu": "nn.SiLU()",
    "gelu": "nn.GELU()",
    "sigmoid *": "Of(lambda z: torch.sigmoid({steepness} * z))",
    "tanh *": "Of(lambda z: torch.tanh({steepness} * z))",
    "hard-sigmoid *": "Of(lambda z: torch.clamp({slope} * z + 0.5, 0, 1))",
    "softmax": "nn.Softmax(dim=1)",
}
OF = """
class Of(nn.Module):
    def __init__(self, g):
        super().__init__()
        self.g = g

    def forward(self, z):
        return self.g(z)


"""
"""A module of one function, for activations that PyTorch has none for."""
# From z of the output layer where that is safer, as the losses of PyTorch themselves do.
COSTS = {
    "cross-entropy": "nn.functional.binary_cross_entropy_with_logits(z, Y, reduction='sum')",
    "categorical-cross-entropy": "-(Y * torch.log_softmax(z, dim=1)).sum()",
    "squared-error": "0.5 * ((h - Y) ** 2).sum()",
    "log-cosh": "(abs(h - Y) + torch.log1p(torch.exp(-2 * abs(h - Y))) - np.log(2)).sum()",
}


# What the training method does, before its first update.
UPDATES = {
    "descent": "optimizer = torch.optim.SGD({biases}, lr=alpha)\n",
    "momentum": "optimizer = torch.optim.SGD({biases}, lr=alpha, momentum={beta!r})\n",
    "rmsprop": "optimizer = torch.optim.RMSprop(\n"
    "    {biases}, lr=alpha, alpha={rho!r}, eps={epsilon!r}\n)\n",
    "adam": "optimizer = torch.optim.Adam(\n"
    "    {biases}, lr=alpha, betas=({beta1!r}, {beta2!r}), eps={epsilon!r}\n)\n",
}
ALL, BIASES_STAY = "model.parameters()", "[layer.weight for layer in linears]"


def _update(document: Document) -> str:
    alpha = f"alpha = {float(document.training.learning_rate)!r}\n"
    trained = ALL if document.training.train_biases else BIASES_STAY
    return f"{alpha}{for_method(document, UPDATES, 'PyTorch', trained)}optimizer.step()\n"


def write(document: Document, name: str) -> Written:
    """The program; raises PlaceError for activations and costs that it has no words for."""
    modules = by_name(document, MODULES, "PyTorch")
    layers = document.network.layers
    rows = "".join(
        f"    nn.Linear({layers[n]}, {layers[n + 1]}, dtype=torch.float64),\n    {module},\n"
        for n, module in enumerate(modules)
    )
    text = f'''"""{title_of(document)}: prints J and D, then updates the weights."""

import numpy as np
import torch
from torch import nn
{OF if any(each.startswith("Of(") for each in modules) else ""}
{python_data(document)}
model = nn.Sequential(
{rows})
linears = [layer for layer in model if isinstance(layer, nn.Linear)]
with torch.no_grad():
    for layer, theta in zip(linears, Theta):
        layer.bias.copy_(torch.from_numpy(theta[:, 0]))
        layer.weight.copy_(torch.from_numpy(theta[:, 1:]))

X, Y, m = torch.from_numpy(X), torch.from_numpy(Y), len(X)
z = model[:-1](X)
h = model[-1](z)
J = {for_cost(document, COSTS, "PyTorch")} / m
J = J + lam / (2 * m) * sum((layer.weight**2).sum() for layer in linears)
J.backward()
print("J =", repr(J.item()))
for l, layer in enumerate(linears, start=1):
    D = torch.column_stack([layer.bias.grad, layer.weight.grad])
    print(f"D{{l}} =", D.tolist())

{_update(document)}'''
    return Written(text.encode(), lost(document, update=True))
