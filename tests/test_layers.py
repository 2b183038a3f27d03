"""The shape of the program: who may import whom, and who may touch files."""

import ast
import re
from pathlib import Path

import reader
from support import ROOT

READER = ROOT / "scripts" / "reader"
ENGINES = {"mkdocs", "material", "pagefind"}
LAYERS = re.findall(r"`(\w+)`", str(reader.__doc__))
"""The packages and modules of `reader`, lowest first, as its docstring lists them."""

RIM = {
    "app/accept.py",
    "app/build.py",
    "app/check.py",
    "app/editions.py",
    "app/messages.py",
    "app/preview.py",
    "app/preview_site.py",
    "app/process.py",
    "app/project.py",
    "app/release.py",
    "cite/cache.py",
    "cite/citeproc.py",
    "corpus/load.py",
    "corpus/schema.py",
    "corpus/written_pages.py",
    "pages/og_image.py",
    "pages/render.py",
    "publish/digest.py",
    "publish/engine.py",
    "publish/mkdocs_hooks.py",
    "publish/swap.py",
    "publish/write.py",
    "search/pagefind.py",
}
"""The modules that touch files, start processes or answer requests."""

REACHING = {
    "http",
    "jinja2",
    "os",
    "pathlib",
    "pypandoc",
    "shutil",
    "subprocess",
    "tempfile",
    "typst",
    "watchfiles",
    *ENGINES,
}
"""What reaches files, processes and the network."""


def modules() -> dict[str, str]:
    """The text of every module of the reader, by its path."""
    found = {path.relative_to(READER).as_posix(): path for path in READER.rglob("*.py")}
    assert len(found) > 50
    return {name: path.read_text("utf-8") for name, path in found.items()}


def imports(text: str) -> set[str]:
    """The modules that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def layer(name: str) -> str:
    return Path(name).parts[0].removesuffix(".py")


def test_every_package_has_its_place() -> None:
    assert {layer(name) for name in modules()} - {"__init__"} == set(LAYERS)


def test_imports_lead_downwards() -> None:
    for name, text in modules().items():
        for imported in imports(text):
            if imported.startswith("reader.") and name != "__init__.py":
                lower = imported.split(".")[1]
                assert LAYERS.index(lower) <= LAYERS.index(layer(name)), f"{name}: {imported}"


def test_only_the_adapter_knows_the_engine() -> None:
    for name, text in modules().items():
        if name not in ("publish/engine.py", "publish/mkdocs_hooks.py"):
            assert not {one.partition(".")[0] for one in imports(text)} & ENGINES, name
        assert not re.search(r"from mkdocs\S* import .*\b_\w", text), name


def test_only_modules_at_the_rim_reach_out() -> None:
    reaching = {
        name
        for name, text in modules().items()
        if {one.partition(".")[0] for one in imports(text)} & REACHING
        or re.search(r"\bopen\(", text)
    }
    assert reaching == RIM


def test_the_command_line_is_all_that_the_scripts_hold() -> None:
    for name in ("build.py", "preview.py"):
        text = (ROOT / "scripts" / name).read_text("utf-8")
        functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
        assert [function.name for function in functions] == ["main"], name


def test_no_code_names_the_work_its_parts_or_its_themes() -> None:
    files = [*READER.rglob("*.py"), *READER.rglob("*.j2"), *(ROOT / "scripts").glob("*.py")]
    assert len(files) > 20
    for path in files:
        if path.name != "build.py":
            text = path.read_text("utf-8")
            assert "19th" not in text and "cyber" not in text.lower(), path


def test_every_cache_has_a_bound() -> None:
    for name, text in modules().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.args.args:
                decorators = [ast.unparse(one) for one in node.decorator_list]
                assert not {"cache", "lru_cache(None)"} & set(decorators), f"{name}: {node.name}"
