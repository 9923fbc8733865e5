"""Django's PostgreSQL, which tells each transaction behind whose wall it runs."""
