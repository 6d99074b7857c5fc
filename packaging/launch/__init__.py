"""What packaging/run.py is made of; the standard library only, since nothing else is there yet."""
