"""Peers that a benchmark runs beside us: never imported by anything else, never shipped with the platform."""
