"""Files to corpus: YAML with its lines, the structure of each file, Markdown as trees."""
