"""What helps to understand a number: paths, flow, whose pull, the network doctor, notations."""
