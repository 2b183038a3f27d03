"""What the tests in browsers share: each browser, in the environment of a display."""

from collections.abc import Iterator

import pytest

from audit.drivers import BROWSERS, Driver, display


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    with display() as environment:
        yield environment


@pytest.fixture(scope="module", params=BROWSERS)
def driver(request: pytest.FixtureRequest, environment: dict[str, str]) -> Iterator[Driver]:
    with BROWSERS[request.param](environment) as driver:
        yield driver
