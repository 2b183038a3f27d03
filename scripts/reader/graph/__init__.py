"""What follows from the corpus and is in no file: links between everything that it holds."""
