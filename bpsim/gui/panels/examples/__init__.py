"""The panel with the examples, trained with and held out."""
