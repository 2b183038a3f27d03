"""The site as a mapping of addresses, and how it gets on disk."""
