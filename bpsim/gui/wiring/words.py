"""Sentences that several panels show where there is nothing to show."""

NO_EXAMPLE = "There is no training example yet. Open a network that has some, or type one in."
NO_STEPS = "A held-out example is not trained with, so there is no step to go to."
NO_TARGET = "The input on screen has no target, so there is no cost and no slope of it."
