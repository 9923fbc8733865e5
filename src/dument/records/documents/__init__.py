"""Papers: their hashes, never their bytes."""
