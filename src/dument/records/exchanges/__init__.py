"""What the creditor and the office write to each other about a case."""
