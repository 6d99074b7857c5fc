"""The tests; a package, so that a test can import the helpers beside it."""
