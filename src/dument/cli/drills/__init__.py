"""Drills: a throw-away platform of real processes, a fault, and the invariants looked at afterwards."""
