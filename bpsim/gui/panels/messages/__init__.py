"""The bar that tells what happened."""
