"""The registry: every id ever published, so that an address never breaks."""
