"""Django's engine for PostgreSQL with fewer ways to the server (`base.py`); settings name this package."""
