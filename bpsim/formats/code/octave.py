"""An Octave program, which MATLAB runs too: forward and backward propagation written out."""

from bpsim.base.words import tr
from bpsim.core.activations.selu import ALPHA, SCALE
from bpsim.core.document import Document
from bpsim.formats.code.literals import (
    by_name,
    for_cost,
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
    "leaky-relu *": tr("max(z, 0) + {slope} * min(z, 0)"),
    "elu *": tr("max(z, 0) + {alpha} * expm1(min(z, 0))"),
    "selu *": tr(
        "{scale!r} * (max(z, 0) + {alpha!r} * expm1(min(z, 0)))", scale=SCALE, alpha=ALPHA
    ),
    "softplus *": tr("max(z, 0) + log1p(exp(-abs(z)))"),
    "silu *": "z ./ (1 + exp(-z))",
    "gelu *": tr("z .* (1 + erf(z / sqrt(2))) / 2"),
    "hard-sigmoid *": tr("min(max({slope} * z + 0.5, 0), 1)"),
    "softmax": tr("exp(z - max(z, [], 2)) ./ sum(exp(z - max(z, [], 2)), 2)"),
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
    "elu *": tr("error .* ((z > 0) + {alpha} * exp(min(z, 0)) .* (z <= 0))"),
    "selu *": tr(
        "error .* ({scale!r} * ((z > 0) + {alpha!r} * exp(min(z, 0)) .* (z <= 0)))",
        scale=SCALE,
        alpha=ALPHA,
    ),
    "softplus *": tr("error ./ (1 + exp(-z))"),
    "silu *": tr("error .* (1 + z .* (1 - 1 ./ (1 + exp(-z)))) ./ (1 + exp(-z))"),
    "gelu *": tr("error .* ((1 + erf(z / sqrt(2))) / 2 + z .* exp(-z .^ 2 / 2) / sqrt(2 * pi))"),
    "hard-sigmoid *": tr("error .* ({slope} * (abs({slope} * z) < 0.5))"),
    "softmax": tr("a .* (error - sum(error .* a, 2))"),
}
COSTS = {
    "cross-entropy": tr(
        "total = sum(sum(max(z{L}, 0) - Y .* z{L} + log1p(exp(-abs(z{L})))));\ndelta = a{L} - Y;"
    ),
    "categorical-cross-entropy": tr(
        "top = max(z{L}, [], 2);\ntotal = sum(sum(Y .* (top + "
        "log(sum(exp(z{L} - top), 2)) - z{L})));\ndelta = a{L} .* sum(Y, 2) "
        "- Y;"
    ),
    "squared-error": tr(
        "total = 0.5 * sum(sum((a{L} - Y) .^ 2));\nback_of = back{L - 1};\n"
        "delta = back_of(a{L} - Y, z{L}, a{L});"
    ),
    "log-cosh": tr(
        "off = abs(a{L} - Y);\ntotal = sum(sum(off + log1p(exp(-2 * off)) - "
        "log(2)));\nback_of = back{L - 1};\ndelta = back_of(tanh(a{L} - Y), "
        "z{L}, a{L});"
    ),
}
# The mean over the outputs in place of their sum.
PER_OUTPUT = tr("\ntotal = total / size(Y, 2);\ndelta = delta / size(Y, 2);")


def write(document: Document, name: str) -> Written:
    """The program; raises PlaceError for activations and costs that it has no words for."""
    require_program_fits(document)
    values = by_name(document, VALUES, "Octave")
    backs = by_name(document, BACK, "Octave")
    cost = for_cost(document, COSTS, "Octave", PER_OUTPUT)
    lines = [tr("% {title_of}: prints J and D.", title_of=title_of(document)), "1;"]
    for n, theta in enumerate(document.network.weights, start=1):
        lines.append(octave_matrix(f"Theta{{{n}}}", theta))
    lines += [octave_matrix("X", document.examples.x), octave_matrix("Y", document.examples.y)]
    lines.append(f"lambda = {float(document.training.lam)!r};")
    for n, (value, back) in enumerate(zip(values, backs, strict=True), start=1):
        lines.append(f"g{{{n}}} = @(z) {value};")
        lines.append(tr("back{{{n}}} = @(error, z, a) {back};", n=n, back=back))
    lines.append(
        tr(
            "\nm = size(X, 1);\nL = numel(Theta) + 1;\na{{1}} = X;\nfor l = 2:L\n  "
            "z{{l}} = [ones(m, 1) a{{l - 1}}] * Theta{{l - 1}}';\n  function_of "
            "= g{{l - 1}};\n  a{{l}} = function_of(z{{l}});\nend\n\n{cost}\nfor l = "
            "L - 1:-1:1\n  D{{l}} = delta' * [ones(m, 1) a{{l}}] / m;\n  "
            "D{{l}}(:, 2:end) = D{{l}}(:, 2:end) + lambda / m * Theta{{l}}(:, "
            "2:end);\n  if l > 1\n    back_of = back{{l - 1}};\n    delta = "
            "back_of(delta * Theta{{l}}(:, 2:end), z{{l}}, a{{l}});\n  end\nend\n\n"
            "J = total / m;\nfor l = 1:L - 1\n  J = J + lambda / (2 * m) * "
            'sum(sum(Theta{{l}}(:, 2:end) .^ 2));\nend\nprintf("J = %.17g\\n", '
            'J);\nfor l = 1:L - 1\n  printf("D%d =\\n", l);\n  printf([repmat(" '
            '%.17g", 1, size(D{{l}}, 2)) "\\n"], D{{l}}\');\nend\n',
            cost=cost,
        )
    )
    return Written("\n".join(lines).encode(), lost(document))
