"""What a network is and how it computes: NumPy only, no files, no windows."""
