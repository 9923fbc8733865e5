"""Money: receipts told by the office; the platform never holds any."""
