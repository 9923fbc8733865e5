"""Backups: the database, the papers, the local carrier's slips; keys apart; a manifest that holds them together."""
