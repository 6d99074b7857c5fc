"""Text files as SNNS, FANN and Encog write them, made of weights and biases."""

from collections.abc import Mapping, Sequence

import numpy as np

Matrices = Sequence[np.ndarray]


def snns(
    weights: Matrices,
    biases: Matrices,
    functions: Sequence[str],
    *,
    order: Sequence[int] | None = None,
    more: Sequence[str] = (),
    kinds: dict[int, str] | None = None,
    output_function: str = "",
) -> str:
    """A network; ``order`` gives the units other numbers than their place in the layers, from 1.

    ``more`` are lines behind the connections, ``kinds`` other letters than i, h and o.
    """
    sizes = [weights[0].shape[1], *(len(each) for each in weights)]
    count = sum(sizes)
    numbers = list(order or range(1, count + 1))
    starts = np.cumsum([0, *sizes])
    rows, links = {}, []
    for layer, size in enumerate(sizes):
        for unit in range(size):
            number = numbers[starts[layer] + unit]
            kind = "i" if not layer else "o" if layer == len(sizes) - 1 else "h"
            kind = (kinds or {}).get(number, kind)
            bias = 0.0 if not layer else float(biases[layer - 1][unit])
            function = "" if not layer else functions[layer - 1]
            rows[number] = (
                f"{number:3} |  | u{number} | 0.00000 | {bias!r} | {kind} | {layer}, {unit}, 0 "
                f"| {function} | {output_function if layer else ''} |"
            )
            if layer:
                sources = [
                    f"{numbers[starts[layer - 1] + each]:3}: {float(weight)!r}"
                    for each, weight in enumerate(weights[layer - 1][unit])
                ][::-1]
                first, rest = ", ".join(sources[:2]), ", ".join(sources[2:])
                links.append(f"{number:6} |  | {first},")
                links += [f"                {rest}"] if rest else []
    table = "\n".join(rows[number] for number in sorted(rows))
    joined = "\n".join([*links, *more])
    return f"""SNNS network definition file V1.4-3D
generated at Fri Mar  6 10:47:29 1998

network name : example
source files :
no. of units : {count}
no. of unit types : 0


learning function : Std_Backpropagation
update function   : Topological_Order


unit default section :

act      | bias     | st | subnet | layer | act func     | out func
---------|----------|----|--------|-------|--------------|-------------
 0.00000 |  0.00000 | h  |      0 |     1 | Act_Logistic | Out_Identity
---------|----------|----|--------|-------|--------------|-------------


unit definition section :

no. | typeName | unitName | act      | bias     | st | position | act func | out func | sites
----|----------|----------|----------|----------|----|----------|----------|----------|-------
{table}
----|----------|----------|----------|----------|----|----------|----------|----------|-------


connection definition section :

target | site | source:weight
-------|------|---------------------
{joined}
-------|------|---------------------
"""


def patterns(x: np.ndarray, y: np.ndarray) -> str:
    """The examples as SNNS writes them."""
    lines = [
        "SNNS pattern definition file V3.2", "generated at Mon Apr 25 15:58:23 1994", "", "",
        f"No. of patterns : {len(x)}", f"No. of input units : {x.shape[1]}",
        f"No. of output units : {y.shape[1]}", "",
    ]  # fmt: skip
    for n, (into, out) in enumerate(zip(x, y, strict=True), start=1):
        lines += [f"# Input pattern {n}:", " ".join(map(repr, into.tolist()))]
        lines += [f"# Output pattern {n}:", " ".join(map(repr, out.tolist()))]
    return "\n".join(lines) + "\n"


def fann(
    weights: Matrices,
    biases: Matrices,
    functions: Sequence[int],
    steepness: Sequence[float],
    **said: str,
) -> str:
    """A network as FANN 2 writes it, each layer with its bias unit."""
    sizes = [weights[0].shape[1], *(len(each) for each in weights)]
    neurons, links = ["(0, 0, 0.0)"] * (sizes[0] + 1), []
    start = 0
    for matrix, bias, function, steep in zip(weights, biases, functions, steepness, strict=True):
        into = matrix.shape[1] + 1
        neurons += [f"({into}, {function}, {float(steep)!r})"] * len(matrix)
        neurons.append(f"(0, {function}, 0.0)")
        for row, number in zip(matrix, bias, strict=True):
            links += [f"({start + n}, {float(w)!r})" for n, w in enumerate([*row, number])]
        start += into
    lines = {
        "num_layers": str(len(sizes)),
        "learning_rate": "0.700000",
        "network_type": "0",
        "layer_sizes": " ".join(str(each + 1) for each in sizes) + " ",
        "scale_included": "0",
        **said,
        "neurons (num_inputs, activation_function, activation_steepness)": " ".join(neurons) + " ",
        "connections (connected_to_neuron, weight)": " ".join(links) + " ",
    }
    return "FANN_FLO_2.1\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def encog(
    weights: Matrices,
    biases: Matrices,
    functions: Sequence[str],
    *,
    values: str = "",
    said: Mapping[str, str] | None = None,
) -> str:
    """A network as Encog writes it, the output first."""
    sizes = [weights[0].shape[1], *(len(each) for each in weights)]
    numbers = [
        repr(float(number))
        for matrix, bias in reversed(list(zip(weights, biases, strict=True)))
        for row, last in zip(matrix, bias, strict=True)
        for number in [*row, last]
    ]
    lines = {
        "connectionLimit": "0",
        "hasContext": "f",
        "layerCounts": ",".join(map(str, [sizes[-1], *(each + 1 for each in sizes[-2::-1])])),
        "layerFeedCounts": ",".join(map(str, sizes[::-1])),
        "weights": ",".join(numbers),
        "biasActivation": values or ",".join(["0", *["1"] * len(weights)]),
        **(said or {}),
    }
    network = "\n".join(f"{key}={value}" for key, value in lines.items())
    named = "\n".join(
        f'"org.encog.engine.network.activation.{each}"'
        for each in [*reversed(functions), "ActivationLinear"]
    )
    return (
        "encog,BasicNetwork,java,3.4.0,1,1507400256800\n[BASIC]\n[BASIC:PARAMS]\n"
        f"[BASIC:NETWORK]\n{network}\n[BASIC:ACTIVATION]\n{named}\n"
    )
