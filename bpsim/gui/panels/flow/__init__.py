"""The flow panel: how large the δ of each layer are over the iterations."""
