"""The panel that draws what a step does with a number: g, its slope, softmax, or the cost."""
