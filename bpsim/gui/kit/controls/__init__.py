"""Small painted controls that panels share, in the colours of the theme."""
