"""Builds the site of the small corpus, for checks of the audit that read what any corpus gives.

    python tests/audit/small_site.py FOLDER

The site is the folder `site` in it.
"""

import sys
from pathlib import Path

from support import build_site

build_site(Path(sys.argv[1]))
