"""The mistakes that people make with backpropagation: one small file each, and a table."""
