"""The program beside the step."""
