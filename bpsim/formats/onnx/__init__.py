"""ONNX files, read and written with the library of that name."""
