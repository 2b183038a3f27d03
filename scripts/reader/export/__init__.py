"""The corpus as data, and feeds of what changes."""
