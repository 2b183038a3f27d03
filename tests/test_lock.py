"""The lock of what publishes the site agrees with pyproject.toml, and names no host."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from support import ROOT

LOCK = (ROOT / "scripts" / "requirements.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKED = re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE)


@pytest.mark.parametrize(
    "declared", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["cjk"]]
)
def test_the_lock_has_what_is_declared(declared: str) -> None:
    requirement = Requirement(declared)
    name = requirement.name.replace("_", "-")
    versions = [version for other, version in LOCKED if other == name]
    assert versions, f"{name} is not in scripts/requirements.txt; run scripts/lock"
    assert all(version in requirement.specifier for version in versions), (
        f"{name} {versions} in scripts/requirements.txt is not {requirement.specifier}; "
        "run scripts/lock"
    )


def test_every_package_has_hashes() -> None:
    for entry in re.split(r"\n(?=\w)", LOCK.strip())[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", entry), entry


def test_the_lock_names_no_host() -> None:
    assert "://" not in LOCK
    assert not re.findall(r"^ *(?!#)-(?!-hash=)", LOCK, re.MULTILINE)
