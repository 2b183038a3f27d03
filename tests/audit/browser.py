"""Prints where the Chromium is that the browser tests use."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parent.parent))
sys.path.append(str(Path(__file__).parent.parent.parent / "scripts"))

from support import browser_path

with sync_playwright() as playwright:
    print(browser_path() or playwright.chromium.executable_path)
