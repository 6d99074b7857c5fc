"""bpsim makes backpropagation visible: a feed-forward network, one step at a time."""

__version__ = "0.1.0"
