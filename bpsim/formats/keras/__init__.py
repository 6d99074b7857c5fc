"""Keras models, .h5 of three generations and .keras: weights and configuration, no framework."""
