"""The dialog that asks what a file of another program leaves open, and shows what comes of it."""
