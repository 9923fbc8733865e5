"""The demonstration: its people, and the case it plays."""
