"""The network doctor: what may keep the network from learning."""
