"""The panel with the matrices of the walk, laid out like the equations of the step."""
