"""Dûment: recover a small unpaid debt without a judge (CPCE L125-1, R125-1 to R125-8)."""
