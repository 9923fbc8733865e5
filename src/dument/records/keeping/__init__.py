"""What is kept about keeping: who read what, what was erased, what may not be."""
