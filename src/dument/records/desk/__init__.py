"""The desk of an office: its register, what is prepared for signature, who does what, who replaces whom."""
