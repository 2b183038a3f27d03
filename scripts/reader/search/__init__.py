"""What search finds: records, and Pagefind's index of them."""
