"""Sidenotes in every browser that people use, as the audit runs them (tests/audit/drivers.py)."""

import time

import pytest

from audit.drivers import Driver
from support import SPACING, Site
from test_reading import LONGER, SIDENOTES


@pytest.mark.parametrize("place", ["read/mina/opening/", "read/tides/full/"])
def test_a_note_stands_beside_its_passage_or_not_at_all(
    driver: Driver, small_site: Site, place: str
) -> None:
    driver.resize(1380, 900)
    driver.open(f"{small_site.address}{place}")
    for change in ("() => 0", LONGER, SPACING):
        driver.evaluate(f"({change})()")
        time.sleep(0.5)
        found = driver.evaluate(f"return ({SIDENOTES})()")
        assert found["shown"] > 0
        assert found["astray"] == []
