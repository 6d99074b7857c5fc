"""Steps handed on: pages, worked solutions, sheets, tables; knows no window."""
