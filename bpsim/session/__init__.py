"""An open document, its cursor and its past; knows no window."""
