"""Providers of officers' signatures, and the verifier of signed files."""
