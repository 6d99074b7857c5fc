"""A scikit-learn program: an MLP that is given its weights, without a pickle."""

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.formats.code.literals import by_name, for_cost, python_data, title_of
from bpsim.formats.content import Written
from bpsim.formats.errors import PlaceError
from bpsim.formats.lost import lost

HIDDEN = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu", "linear": "identity"}
OUTPUT = {**HIDDEN, "softmax": "softmax"}
COSTS = {
    "cross-entropy": "-np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h))",
    "categorical-cross-entropy": "-np.sum(Y * np.log(h))",
    "squared-error": "0.5 * np.sum((h - Y) ** 2)",
    "log-cosh": "np.sum(abs(h - Y) + np.log1p(np.exp(-2 * abs(h - Y))) - np.log(2))",
}


def write(document: Document, name: str) -> Written:
    """The program; raises PlaceError for what an MLP of scikit-learn cannot be."""
    names = by_name(document, OUTPUT, "scikit-learn")
    hidden = set(names[:-1])
    if len(hidden) > 1:
        raise PlaceError(tr("scikit-learn has one activation for all hidden layers"))
    layers = document.network.layers
    activation = next(iter(hidden), "identity")
    text = f'''"""{title_of(document)}: prints J, and D by central differences."""

import numpy as np
from sklearn.neural_network import MLPRegressor

{python_data(document)}
# A regressor passes on what its outputs are, whatever their activation.
model = MLPRegressor(hidden_layer_sizes={layers[1:-1]!r}, activation="{activation}")
model.coefs_ = [theta[:, 1:].T.copy() for theta in Theta]
model.intercepts_ = [theta[:, 0].copy() for theta in Theta]
model.n_features_in_, model.n_outputs_ = {layers[0]}, {layers[-1]}
model.n_layers_, model.out_activation_ = {len(layers)}, "{names[-1]}"


def cost():
    h = model.predict(X).reshape(Y.shape)
    total = {for_cost(document, COSTS, "scikit-learn")}
    return total / len(X) + lam / (2 * len(X)) * sum(np.sum(w**2) for w in model.coefs_)


def slope(array, place, step=1e-5):
    before = array[place]
    array[place] = before + step
    above = cost()
    array[place] = before - step
    below = cost()
    array[place] = before
    return (above - below) / (2 * step)


print("J =", repr(float(cost())))
for l, (w, b) in enumerate(zip(model.coefs_, model.intercepts_), start=1):
    D = [
        [slope(b, j)] + [slope(w, (i, j)) for i in range(len(w))]
        for j in range(len(b))
    ]
    print(f"D{{l}} =", [[float(each) for each in row] for row in D])
'''
    return Written(text.encode(), lost(document))
