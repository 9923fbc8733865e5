"""Keys, certificates and tokens that the signature and timestamp providers share."""
