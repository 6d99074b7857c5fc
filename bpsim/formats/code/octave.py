"""An Octave program, which MATLAB runs too: forward and backward propagation written out."""

from bpsim.core.activations.selu import ALPHA, SCALE
from bpsim.core.document import Document
from bpsim.formats.code.literals import (
    by_name,
    for_cost,
    for_method,
    octave_matrix,
    require_program_fits,
    title_of,
)
from bpsim.formats.content import Written
from bpsim.formats.lost import lost

VALUES = {
    "sigmoid": "1 ./ (1 + exp(-z))",
    "tanh": "tanh(z)",
    "relu": "max(z, 0)",
    "linear": "z",
    "sigmoid *": "1 ./ (1 + exp(-{steepness} * z))",
    "tanh *": "tanh({steepness} * z)",
    "leaky-relu *": "max(z, 0) + {slope} * min(z, 0)",
    "elu *": "max(z, 0) + {alpha} * expm1(min(z, 0))",
    "selu *": f"{SCALE!r} * (max(z, 0) + {ALPHA!r} * expm1(min(z, 0)))",
    "softplus *": "max(z, 0) + log1p(exp(-abs(z)))",
    "silu *": "z ./ (1 + exp(-z))",
    "gelu *": "z .* (1 + erf(z / sqrt(2))) / 2",
    "hard-sigmoid *": "min(max({slope} * z + 0.5, 0), 1)",
    "softmax": "exp(z - max(z, [], 2)) ./ sum(exp(z - max(z, [], 2)), 2)",
}
# How an error dcost/da becomes dcost/dz.
BACK = {
    "sigmoid": "error .* a .* (1 - a)",
    "tanh": "error .* (1 - a .^ 2)",
    "relu": "error .* (z > 0)",
    "linear": "error",
    "sigmoid *": "error .* ({steepness} * a .* (1 - a))",
    "tanh *": "error .* ({steepness} * (1 - a .^ 2))",
    "leaky-relu *": "error .* ((z > 0) + {slope} * (z <= 0))",
    "elu *": "error .* ((z > 0) + {alpha} * exp(min(z, 0)) .* (z <= 0))",
    "selu *": f"error .* ({SCALE!r} * ((z > 0) + {ALPHA!r} * exp(min(z, 0)) .* (z <= 0)))",
    "softplus *": "error ./ (1 + exp(-z))",
    "silu *": "error .* (1 + z .* (1 - 1 ./ (1 + exp(-z)))) ./ (1 + exp(-z))",
    "gelu *": "error .* ((1 + erf(z / sqrt(2))) / 2 + z .* exp(-z .^ 2 / 2) / sqrt(2 * pi))",
    "hard-sigmoid *": "error .* ({slope} * (abs({slope} * z) < 0.5))",
    "softmax": "a .* (error - sum(error .* a, 2))",
}
COSTS = {
    "cross-entropy": """total = sum(sum(max(z{L}, 0) - Y .* z{L} + log1p(exp(-abs(z{L})))));
delta = a{L} - Y;""",
    "categorical-cross-entropy": """top = max(z{L}, [], 2);
total = sum(sum(Y .* (top + log(sum(exp(z{L} - top), 2)) - z{L})));
delta = a{L} .* sum(Y, 2) - Y;""",
    "squared-error": """total = 0.5 * sum(sum((a{L} - Y) .^ 2));
back_of = back{L - 1};
delta = back_of(a{L} - Y, z{L}, a{L});""",
    "log-cosh": """off = abs(a{L} - Y);
total = sum(sum(off + log1p(exp(-2 * off)) - log(2)));
back_of = back{L - 1};
delta = back_of(tanh(a{L} - Y), z{L}, a{L});""",
}
# The mean over the outputs in place of their sum.
PER_OUTPUT = "\ntotal = total / size(Y, 2);\ndelta = delta / size(Y, 2);"
# What the training method does; what it remembers is 0 before the first update.
UPDATES = {
    "descent": """for l = 1:L - 1
{biases}  Theta{{l}} = Theta{{l}} - alpha * D{{l}};
end
""",
    "momentum": """beta = {beta!r};
for l = 1:L - 1
{biases}  v{{l}} = zeros(size(D{{l}}));
  v{{l}} = beta * v{{l}} + D{{l}};
  Theta{{l}} = Theta{{l}} - alpha * v{{l}};
end
""",
    "rmsprop": """rho = {rho!r}; epsilon = {epsilon!r};
for l = 1:L - 1
{biases}  v{{l}} = zeros(size(D{{l}}));
  v{{l}} = rho * v{{l}} + (1 - rho) * D{{l}} .^ 2;
  Theta{{l}} = Theta{{l}} - alpha * D{{l}} ./ (sqrt(v{{l}}) + epsilon);
end
""",
    "adam": """beta1 = {beta1!r}; beta2 = {beta2!r}; epsilon = {epsilon!r}; t = 1;
for l = 1:L - 1
{biases}  averages{{l}} = zeros(size(D{{l}}));
  v{{l}} = zeros(size(D{{l}}));
  averages{{l}} = beta1 * averages{{l}} + (1 - beta1) * D{{l}};
  v{{l}} = beta2 * v{{l}} + (1 - beta2) * D{{l}} .^ 2;
  without = sqrt(v{{l}} / (1 - beta2 ^ t)) + epsilon;
  Theta{{l}} = Theta{{l}} - alpha * (averages{{l}} / (1 - beta1 ^ t)) ./ without;
end
""",
}
BIASES_STAY = "  D{l}(:, 1) = 0;  % the biases stay\n"
PASSES = """
m = size(X, 1);
L = numel(Theta) + 1;
a{{1}} = X;
for l = 2:L
  z{{l}} = [ones(m, 1) a{{l - 1}}] * Theta{{l - 1}}';
  function_of = g{{l - 1}};
  a{{l}} = function_of(z{{l}});
end

{cost}
for l = L - 1:-1:1
  D{{l}} = delta' * [ones(m, 1) a{{l}}] / m;
  D{{l}}(:, 2:end) = D{{l}}(:, 2:end) + lambda / m * Theta{{l}}(:, 2:end);
  if l > 1
    back_of = back{{l - 1}};
    delta = back_of(delta * Theta{{l}}(:, 2:end), z{{l}}, a{{l}});
  end
end

J = total / m;
for l = 1:L - 1
  J = J + lambda / (2 * m) * sum(sum(Theta{{l}}(:, 2:end) .^ 2));
end
printf("J = %.17g\\n", J);
for l = 1:L - 1
  printf("D%d =\\n", l);
  printf([repmat(" %.17g", 1, size(D{{l}}, 2)) "\\n"], D{{l}}');
end

"""


def write(document: Document, name: str) -> Written:
    """The program; raises PlaceError for activations and costs that it has no words for."""
    require_program_fits(document)
    values = by_name(document, VALUES, "Octave")
    backs = by_name(document, BACK, "Octave")
    cost = for_cost(document, COSTS, "Octave", PER_OUTPUT)
    lines = [f"% {title_of(document)}: prints J and D, then updates Theta.", "1;"]
    for n, theta in enumerate(document.network.weights, start=1):
        lines.append(octave_matrix(f"Theta{{{n}}}", theta))
    lines += [octave_matrix("X", document.examples.x), octave_matrix("Y", document.examples.y)]
    lines.append(f"lambda = {float(document.training.lam)!r};")
    for n, (value, back) in enumerate(zip(values, backs, strict=True), start=1):
        lines.append(f"g{{{n}}} = @(z) {value};")
        lines.append(f"back{{{n}}} = @(error, z, a) {back};")
    update = for_method(
        document, UPDATES, "Octave", "" if document.training.train_biases else BIASES_STAY
    )
    alpha = f"alpha = {float(document.training.learning_rate)!r};\n"
    lines.append(PASSES.format(cost=cost) + alpha + update)
    return Written("\n".join(lines).encode(), lost(document, update=True))
