"""How the site is watched: metrics, one log line a request, and the guard of the disk."""
