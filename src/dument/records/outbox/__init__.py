"""Messages that follow an act: written with it, delivered after it."""
