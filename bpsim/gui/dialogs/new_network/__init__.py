"""The dialog that describes a network from nothing."""
