"""Citations: one record for each thing that is cited, and a module for each format of it."""
