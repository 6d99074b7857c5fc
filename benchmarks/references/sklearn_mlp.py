"""scikit-learn's MLPClassifier, one partial_fit over the whole set for each iteration."""

from collections.abc import Callable

import numpy as np
from sklearn.neural_network import MLPClassifier

from bpsim.core.document import Document


def iteration(document: Document) -> Callable[[int], object]:
    """Plain gradient descent of logistic units; its loss is computed in every call."""
    x, y = document.examples.x, document.examples.y
    labels = y[:, 0] if y.shape[1] == 1 else y  # several columns: each output a yes or a no
    model = MLPClassifier(
        hidden_layer_sizes=document.network.layers[1:-1], activation="logistic", solver="sgd",
        learning_rate_init=document.training.learning_rate, momentum=0.0,
        nesterovs_momentum=False, alpha=0.0, batch_size=len(x), shuffle=False,
    )  # fmt: skip
    classes = np.unique(labels) if y.shape[1] == 1 else np.arange(y.shape[1])

    def work(n: int) -> float:
        for _ in range(n):
            model.partial_fit(x, labels, classes=classes)
        return float(model.loss_)

    return work
