"""What pages ask of the wall between offices."""

from dument.records.walls import behind

__all__ = ["behind"]
