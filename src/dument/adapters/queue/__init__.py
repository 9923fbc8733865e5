"""Ways to tell the workers that there is something to deliver."""
