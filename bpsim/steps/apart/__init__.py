"""One δ, one weight, one slope taken apart."""
