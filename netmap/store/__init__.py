"""The store: every statement with its history, in SQLite or PostgreSQL."""
