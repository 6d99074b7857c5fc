"""What every room stands on: where the bundled files and the state are, and the words' language."""
