"""Reading and writing documents, one module for each file format; no windows."""
