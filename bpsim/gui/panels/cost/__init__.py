"""The cost panel: J over the iterations, its controls, its plot and its export."""
