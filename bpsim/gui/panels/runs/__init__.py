"""The panel of named runs."""
