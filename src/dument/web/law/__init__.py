"""The rules of law open to everybody: computations, time limits, courts, routes, and the articles themselves."""
