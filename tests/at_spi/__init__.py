"""The window as a screen reader gets it, over AT-SPI and a real session bus."""
