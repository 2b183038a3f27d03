"""The corpus as data."""
