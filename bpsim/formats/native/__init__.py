"""The .bpsim file."""
