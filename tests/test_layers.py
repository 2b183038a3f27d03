"""The shape of the program: who may import whom."""

import ast
from pathlib import Path

from support import ROOT

READER = ROOT / "scripts" / "reader"
STAGES = {"load", "check", "link", "expand", "export", "records", "write"}
ENGINES = {"mkdocs", "material", "pagefind"}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, those of the reader by their bare name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module != "reader":
            found.add(str(node.module).removeprefix("reader."))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return found


def modules() -> dict[str, set[str]]:
    found = {path.stem: imports(path) for path in READER.glob("*.py")}
    assert set(found) >= STAGES
    return found


def test_no_module_but_the_build_imports_a_stage() -> None:
    for name, imported in modules().items():
        assert not imported & STAGES, name


def test_the_model_imports_nothing_of_the_reader() -> None:
    assert not modules()["model"] & set(modules())


def test_nothing_in_the_reader_knows_the_site_engine() -> None:
    for name, imported in modules().items():
        assert not {module.partition(".")[0] for module in imported} & ENGINES, name


def test_only_modules_at_the_rim_touch_files() -> None:
    verbs = ("read_text", "read_bytes", "write_text", "write_bytes", "open(")
    touching = {
        path.stem
        for path in READER.glob("*.py")
        if any(verb in path.read_text("utf-8") for verb in verbs)
    }
    assert touching == {
        "load",
        "structure",
        "citeproc",
        "fingerprint",
        "indexer",
        "write",
        "publish",
    }


def test_no_code_names_the_work_its_parts_or_its_themes() -> None:
    files = [*READER.rglob("*.py"), *READER.rglob("*.j2"), *(ROOT / "scripts").glob("*.py")]
    assert len(files) > 20
    for path in files:
        if path.name != "build.py":
            text = path.read_text("utf-8")
            assert "19th" not in text and "cyber" not in text.lower(), path
