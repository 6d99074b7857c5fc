"""What any desktop program needs: settings, background work, errors, clipboard."""
