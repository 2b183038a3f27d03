"""Mistakes end in messages: every value of every file is replaced by what it must not be.

Of entries that are alike, such as the ids of the registry, the first two, and of the works one; all
with --thorough.
"""

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from mutations import Keys, places, split, within
from reader.app.build import cited_records
from reader.export.data import data_files
from reader.graph.link import link
from reader.rules import RULES, check
from reader.search.records import records
from support import PUBLICATION, SMALL, problems_in, read

ONE_WORK = (SMALL, SMALL / "harbour")
WRONG: list[Any] = [None, [], {}, 5, "x y", True, [None], [{"x": None}], {"x": []}]
GONE = object()


def changed(value: Any, keys: Keys, wrong: Any) -> Any:
    if not keys:
        return wrong
    value = deepcopy(value)
    holder = within(value, keys[:-1])
    if wrong is GONE:
        del holder[keys[-1]]
    else:
        holder[keys[-1]] = wrong
    return value


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    files = sorted(path for path in SMALL.rglob("*") if path.suffix in (".yml", ".md"))
    if not metafunc.config.getoption("--thorough"):
        files = [path for path in files if path.parent in ONE_WORK]
    metafunc.parametrize("path", files, ids=lambda path: path.relative_to(SMALL).as_posix())


@pytest.mark.usefixtures("quick")
def test_a_wrong_value_anywhere_is_a_message_or_a_site(
    path: Path, tmp_path: Path, thorough: bool
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    file = corpus / path.relative_to(SMALL)
    text = path.read_text("utf-8")
    before, front, after = split(path.name, text)
    value = yaml.safe_load(front)
    refused = 0
    for keys in places(value, None if thorough else 2):
        for wrong in [*WRONG, GONE] if keys else WRONG:
            edited = yaml.safe_dump(changed(value, keys, wrong), allow_unicode=True)
            file.write_text(before + edited + after, "utf-8")
            assert all(problem.startswith("corpus") for problem in problems_in(corpus))
            loaded, problems = read(corpus)
            problems += check(loaded, RULES)
            refused += bool(problems)
            if not problems:
                links = link(loaded)
                assert [file.make() for _, file in data_files(loaded, links)]
                assert list(records(loaded, links, ()))
                assert dict(cited_records(loaded, PUBLICATION))
    assert refused > 10
