"""Antivirus programs."""
