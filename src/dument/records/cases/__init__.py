"""Cases and what belongs to each: parties, lines, answers, terms, decisions."""
