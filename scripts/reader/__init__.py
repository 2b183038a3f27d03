"""From a folder of Markdown and YAML to the pages, data and search records of an annotated reader.

A package imports only what comes before it here:

- `text`, `dates`, `languages`, `names`, `ids`: words, days, language tags, names of persons and
  institutions, and the grammar of ids
- `wording`: two wordings compared word by word
- `documents`: what is at an address of the site
- `corpus`: files to corpus; knows YAML, JSON Schema and Markdown, and no HTML
- `html`: trees as HTML
- `addresses`: printed references, and the address of everything
- `terms`: the glossary's phrases in a text
- `registry`: what was accepted, added up; every id ever published
- `graph`: what follows from the corpus: links between sections, themes, terms and sources
- `rules`: what a corpus must keep, a module for each file that editors write
- `cite`: one record for each thing that is cited, a module for each format
- `pages`: a view for each kind of page, and feeds of what changes; their templates beside them
- `search`: records, and Pagefind's index of them
- `export`: the corpus as data
- `publish`: the site as a mapping of addresses, put on disk; MkDocs
- `app`: what the commands do
"""
