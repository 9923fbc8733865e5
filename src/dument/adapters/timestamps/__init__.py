"""Providers of RFC 3161 timestamps."""
