"""The journal: one hash chain per case, sealed."""
