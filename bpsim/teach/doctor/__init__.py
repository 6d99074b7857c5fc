"""What may keep a network from learning, in plain sentences that name the place."""
