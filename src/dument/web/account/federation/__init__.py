"""FranceConnect and ProConnect: an account of ours, opened by an identity that a public provider vouches for."""
