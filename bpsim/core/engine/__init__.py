"""The fast, preallocated form of propagation."""
