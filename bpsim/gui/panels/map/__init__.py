"""The decision map: what the network makes of the plane of its two inputs."""
