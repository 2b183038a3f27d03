"""The accessibility statement, from the checklist and what the audit found.

    python tests/audit/statement.py RESULTS.xml LIGHTHOUSE.json NU.txt [--write]

RESULTS.xml is pytest's report, NU.txt what the Nu checker printed. Ends with 1 if something failed
or was not tested, or if docs/accessibility.md says something else; --write writes it.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reader.dates import format_date
from reader.text import counted

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "accessibility.md"
AXE = "test_access::test_axe_finds_nothing"


def outcomes(report: str) -> dict[str, bool]:
    """Whether each test passed in all its cases, by module and name."""
    cases: defaultdict[str, list[bool]] = defaultdict(list)
    for case in ElementTree.fromstring(report).iter("testcase"):
        module = case.get("classname", "").rpartition(".")[2]
        name = re.sub(r"\[.*", "", case.get("name", ""))
        cases[f"{module}::{name}"].append(len(case) == 0 or case[0].tag == "properties")
    return {name: all(passed) for name, passed in cases.items()}


def checked(criterion: Mapping[str, Any], passed: Mapping[str, bool]) -> dict[str, str]:
    """A criterion with its result and how it was reached. Raises KeyError for an unknown test."""
    tests = criterion.get("tests", [])
    how = ["Automated test."] if tests else ["Manual check."]
    how += [criterion["looked"]] if "looked" in criterion else []
    result = "passes" if all(passed[test] for test in tests) else "fails"
    return {**criterion, "result": result, "how": " ".join(how)}


def statement(
    checklist: Mapping[str, Any], passed: Mapping[str, bool], scores: Mapping[str, Any], nu: str
) -> tuple[str, bool]:
    """The page as Markdown, and whether something in it failed."""
    criteria = [checked(criterion, passed) for criterion in checklist["criteria"]]
    axe = [result for name, result in passed.items() if name.startswith(AXE)]
    assert axe, "axe was run"
    lowest = min(page["accessibility"] for page in scores.values())
    errors = len(nu.splitlines())
    failed = not all(axe) or bool(errors) or lowest < 100
    failed = failed or any(one["result"] == "fails" for one in criteria)
    environment = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined)
    page = environment.get_template("statement.md.j2").render(
        criteria=criteria,
        known=checklist["known"],
        day=format_date(checklist["looked-at"]),
        setting=checklist["with"],
        axe="no violations on any page" if all(axe) else "violations on some pages",
        nu=f"{counted(errors, 'error')} in all" if errors else "no errors on any page",
        lighthouse=f"a score of {lowest}" + (" or more" if lowest < 100 else "") + " out of 100",
        failed=failed,
    )
    return f"{page.strip()}\n", failed


def main(results: str, lighthouse: str, nu: str, *options: str) -> None:
    page, failed = statement(
        yaml.safe_load((HERE / "checklist.yml").read_text("utf-8")),
        outcomes(Path(results).read_text("utf-8")),
        json.loads(Path(lighthouse).read_text("utf-8")),
        Path(nu).read_text("utf-8"),
    )
    if "--write" in options:
        PAGE.write_text(page, "utf-8")
    if failed:
        sys.exit("Some checks in the accessibility statement fail")
    if PAGE.read_text("utf-8") != page:
        sys.exit(f"docs/{PAGE.name} is out of date; to rewrite it: scripts/audit --write")
    print(f"docs/{PAGE.name} is up to date")


if __name__ == "__main__":
    main(*sys.argv[1:])
