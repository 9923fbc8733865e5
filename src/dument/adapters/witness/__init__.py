"""Witnesses of the seals."""
