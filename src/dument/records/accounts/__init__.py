"""People, offices, creditors: who may act for whom."""
