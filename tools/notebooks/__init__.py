"""The notebooks under ``notebooks/``: run them, and keep what they show."""
