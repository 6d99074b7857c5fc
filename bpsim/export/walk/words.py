"""The words of a walk's page itself: on its buttons, and what its script says."""

from bpsim.base.words import tr

# What the script fills in stands in braces, as everywhere.
WORDS = {
    "network": tr("The network"),
    "this_step": tr("This step"),
    "check": tr("Check"),
    "show": tr("Show"),
    "term": tr("term"),
    "weight": tr("weight"),
    "value": tr("value"),
    "product": tr("product"),
    "size": tr("size"),
    "steps": tr("Steps"),
    "first": tr("First step"),
    "back": tr("Step back"),
    "next": tr("Step forward"),
    "last": tr("Last step"),
    "step": tr("Step"),
    "step_size": tr("Step size"),
    "dark": tr("Dark"),
    "light": tr("Light"),
    "all": tr("All steps"),
    "layer": tr("Layer {n}"),
    "unit": tr("unit {n}"),
    "more": tr("… and {n} more"),
    "place": tr("{n} of {count}"),
    "place_said": tr("step {n} of {count}"),
    "no_number": tr("Type a number such as 0.25, 1/3 or 1e-3."),
    "right": tr("Right."),
    "sign": tr("The size is right; look at the sign."),
    "wrong": tr("Not yet: look at the lit edges and the formula once more."),
}
