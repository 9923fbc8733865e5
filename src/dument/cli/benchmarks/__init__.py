"""Benchmarks: each beside its limit or its peer, in the same run, interleaved three times."""
