"""Carriers of letters."""
