"""The walk of one iteration as a single page that needs no network."""
