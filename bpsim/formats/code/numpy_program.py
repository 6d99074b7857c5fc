"""A Python program with NumPy alone: forward and backward propagation written out."""

from bpsim.core.activations.selu import ALPHA, SCALE
from bpsim.core.document import Document
from bpsim.formats.code.literals import by_name, for_cost, for_method, python_data, title_of
from bpsim.formats.content import Written
from bpsim.formats.lost import lost

VALUES = {
    "sigmoid": "1 / (1 + np.exp(-z))",
    "tanh": "np.tanh(z)",
    "relu": "np.maximum(z, 0)",
    "linear": "z",
    "sigmoid *": "1 / (1 + np.exp(-{steepness} * z))",
    "tanh *": "np.tanh({steepness} * z)",
    "leaky-relu *": "np.where(z > 0, z, {slope} * z)",
    "elu *": "np.where(z > 0, z, {alpha} * np.expm1(np.minimum(z, 0)))",
    "selu *": f"{SCALE!r} * np.where(z > 0, z, {ALPHA!r} * np.expm1(np.minimum(z, 0)))",
    "softplus *": "np.maximum(z, 0) + np.log1p(np.exp(-abs(z)))",
    "silu *": "z / (1 + np.exp(-z))",
    "gelu": "z * (1 + erf(z / np.sqrt(2))) / 2",
    "hard-sigmoid *": "np.clip({slope} * z + 0.5, 0, 1)",
    "softmax": "np.exp(z - z.max(axis=1, keepdims=True)) "
    "/ np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)",
}
# How an error dcost/da becomes dcost/dz.
BACK = {
    "sigmoid": "error * a * (1 - a)",
    "tanh": "error * (1 - a**2)",
    "relu": "error * (z > 0)",
    "linear": "error",
    "sigmoid *": "error * {steepness} * a * (1 - a)",
    "tanh *": "error * {steepness} * (1 - a**2)",
    "leaky-relu *": "error * np.where(z > 0, 1, {slope})",
    "elu *": "error * np.where(z > 0, 1, {alpha} * np.exp(np.minimum(z, 0)))",
    "selu *": f"error * {SCALE!r} * np.where(z > 0, 1, {ALPHA!r} * np.exp(np.minimum(z, 0)))",
    "softplus *": "error / (1 + np.exp(-z))",
    "silu *": "error * (1 + z * (1 - 1 / (1 + np.exp(-z)))) / (1 + np.exp(-z))",
    "gelu": "error * "
    "((1 + erf(z / np.sqrt(2))) / 2 + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))",
    "hard-sigmoid *": "error * np.where(abs({slope} * z) < 0.5, {slope}, 0)",
    "softmax": "a * (error - (error * a).sum(axis=1, keepdims=True))",
}
ERF = """import math

import numpy as np

erf = np.vectorize(math.erf, otypes=[float])
"""
"""NumPy has no error function, which GELU needs."""
COSTS = {
    "cross-entropy": """logits = z[-1]
total = np.sum(np.maximum(logits, 0) - Y * logits + np.log1p(np.exp(-abs(logits))))
delta = a[-1] - Y
""",
    "categorical-cross-entropy": """top = z[-1].max(axis=1, keepdims=True)
log_sum = top + np.log(np.exp(z[-1] - top).sum(axis=1, keepdims=True))
total = np.sum(Y * (log_sum - z[-1]))
delta = a[-1] * Y.sum(axis=1, keepdims=True) - Y
""",
    "squared-error": """total = 0.5 * np.sum((a[-1] - Y) ** 2)
delta = back[-1](a[-1] - Y, z[-1], a[-1])
""",
    "log-cosh": """error = abs(a[-1] - Y)
total = np.sum(error + np.log1p(np.exp(-2 * error)) - np.log(2))
delta = back[-1](np.tanh(a[-1] - Y), z[-1], a[-1])
""",
}
# The mean over the outputs in place of their sum.
PER_OUTPUT = "total = total / Y.shape[1]\ndelta = delta / Y.shape[1]\n"


# What the training method does; what it remembers is 0 before the first update.
UPDATES = {
    "descent": """for theta, gradient in zip(Theta, D):
{biases}    theta -= alpha * gradient
""",
    "momentum": """beta = {beta!r}
velocity = [np.zeros_like(theta) for theta in Theta]
for theta, gradient, v in zip(Theta, D, velocity):
{biases}    v[:] = beta * v + gradient
    theta -= alpha * v
""",
    "rmsprop": """rho, epsilon = {rho!r}, {epsilon!r}
squares = [np.zeros_like(theta) for theta in Theta]
for theta, gradient, v in zip(Theta, D, squares):
{biases}    v[:] = rho * v + (1 - rho) * gradient**2
    theta -= alpha * gradient / (np.sqrt(v) + epsilon)
""",
    "adam": """beta1, beta2, epsilon, t = {beta1!r}, {beta2!r}, {epsilon!r}, 1
means = [np.zeros_like(theta) for theta in Theta]
squares = [np.zeros_like(theta) for theta in Theta]
for theta, gradient, mean, v in zip(Theta, D, means, squares):
{biases}    mean[:] = beta1 * mean + (1 - beta1) * gradient
    v[:] = beta2 * v + (1 - beta2) * gradient**2
    theta -= alpha * (mean / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
""",
}
BIASES_STAY = "    gradient[:, 0] = 0  # the biases stay\n"


def _update(document: Document) -> str:
    alpha = f"alpha = {float(document.training.learning_rate)!r}\n"
    biases = "" if document.training.train_biases else BIASES_STAY
    return alpha + for_method(document, UPDATES, "NumPy", biases)


def write(document: Document, name: str) -> Written:
    """The program; raises PlaceError for activations and costs that it has no words for."""
    values = by_name(document, VALUES, "NumPy")
    backs = by_name(document, BACK, "NumPy")
    functions = "".join(f"    lambda z: {text},\n" for text in values)
    slopes = "".join(f"    lambda error, z, a: {text},\n" for text in backs)
    imports = ERF if any("erf(" in text for text in values) else "import numpy as np\n"
    text = f'''"""{title_of(document)}: prints J and D, then updates Theta."""

{imports}
{python_data(document)}
g = [
{functions}]
back = [  # from the error in a to the error in z, for each layer
{slopes}]

m = len(X)
a, z = [X], []
for theta, function in zip(Theta, g):
    z.append(theta[:, 0] + a[-1] @ theta[:, 1:].T)
    a.append(function(z[-1]))

{for_cost(document, COSTS, "NumPy", PER_OUTPUT)}
D = []
for l in reversed(range(len(Theta))):
    gradient = np.column_stack([delta.sum(axis=0), delta.T @ a[l]]) / m
    gradient[:, 1:] += lam / m * Theta[l][:, 1:]
    D.insert(0, gradient)
    if l:
        delta = back[l - 1](delta @ Theta[l][:, 1:], z[l - 1], a[l])

J = total / m + lam / (2 * m) * sum(np.sum(theta[:, 1:] ** 2) for theta in Theta)
print("J =", repr(float(J)))
for l, gradient in enumerate(D, start=1):
    print(f"D{{l}} =", gradient.tolist())

{_update(document)}'''
    return Written(text.encode(), lost(document, update=True))
