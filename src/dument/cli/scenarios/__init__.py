"""Lives of cases written from the articles, played through the real actions."""
