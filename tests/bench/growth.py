"""Building corpora of several sizes, against stock MkDocs Material over the same sections.

    tests/bench/run growth [SIZE ...]

Prints what the README of this folder shows: for each size the time and peak memory of every stage,
of the whole, of a build with nothing changed and of stock, and the size of both sites. Memory is of
all processes together, each page of it counted once (Linux's proportional set size).
"""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from corpora import make_corpus, make_stock
from support import BUILD, accept, hand_written

SIZES = (250, 500, 1000, 2000, 4000)
MOST_STOCK = 2000
"""Stock takes the square of the sections; twice as many would take gigabytes of disk."""


@dataclass
class Measured:
    """Seconds and peak memory in MB, of the whole and of each stage; seconds of all processors; the
    peak of memory without Pagefind's."""

    seconds: float = 0
    work: float = 0
    memory: float = 0
    own_memory: float = 0
    stages: dict[str, tuple[float, float]] = field(default_factory=dict)


def measured(command: list[str], folder: Path) -> Measured:
    """Runs `command` in `folder`; a line `NAME SECONDS s` on standard error is a stage."""
    found = Measured()
    start, before = time.monotonic(), worked()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    peak = 0.0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            used = memory(process.pid)
            peak = max(peak, used.total())
            found.memory = max(found.memory, peak)
            found.own_memory = max(found.own_memory, used.total() - used["pagefind"])
            time.sleep(0.5)

    watching = threading.Thread(target=watch)
    watching.start()
    assert process.stderr
    said = []
    for line in process.stderr:
        said.append(line)
        if (words := line.split())[2:] == ["s"]:
            found.stages[words[0]] = (float(words[1]), peak)
            peak = 0.0
    process.wait()
    watching.join()
    found.seconds, found.work = time.monotonic() - start, worked() - before
    assert process.returncode == 0, "".join(said)
    return found


def worked() -> float:
    """Seconds that processors have worked for processes of ours that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def memory(process: int) -> Counter[str]:
    """MB of a process and all below it, by the names of the programs."""
    used: Counter[str] = Counter()
    try:
        first = psutil.Process(process)
        family = [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return used
    for one in family:
        try:
            used[one.name()] += one.memory_full_info().pss // 1_000_000
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return used


def size(folder: Path) -> tuple[float, int]:
    """MB of the files below a folder, and their number."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes) / 1e6, len(sizes)


@dataclass
class Result:
    ours: Measured
    again: Measured
    stock: Measured
    our_size: tuple[float, int]
    stock_size: tuple[float, int]


def measure(sections: int) -> Result:
    """Builds a corpus of `sections` sections, twice, and the stock site over it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = make_corpus(folder / "corpus", sections)
        accept(corpus, "Benchmark")
        docs, site = hand_written(folder), folder / "site"
        options = [f"--corpus={corpus}", f"--docs={docs}", f"--site={site}"]
        command = [sys.executable, str(BUILD), *options]
        ours, again = measured(command, folder), measured(command, folder)
        result = Result(ours, again, Measured(), size(site), (0, 0))
        if sections <= MOST_STOCK:
            stock = make_stock(folder / "stock", corpus)
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
            result.stock, result.stock_size = measured(command, stock), size(stock / "site")
        print(f"{sections} sections measured", file=sys.stderr)
        return result


def rows(result: Result) -> dict[str, str]:
    """The column of one size, by the names of the rows."""
    ours, stock = result.ours, result.stock
    column = {
        f"{name}, s / MB": f"{seconds:.1f} / {memory:.0f}"
        for name, (seconds, memory) in ours.stages.items()
    }
    column["**whole build**, s / MB"] = f"{ours.seconds:.1f} / {ours.memory:.0f}"
    column["without Pagefind, MB"] = f"{ours.own_memory:.0f}"
    column["processors, s"] = f"{ours.work:.1f}"
    column["nothing changed, s / MB"] = f"{result.again.seconds:.1f} / {result.again.memory:.0f}"
    column["site, MB"] = f"{result.our_size[0]:.1f}"
    column["site, files"] = f"{result.our_size[1]:,}"
    if stock.seconds:
        column["stock, s / MB"] = f"{stock.seconds:.1f} / {stock.memory:.0f}"
        column["stock, processors, s"] = f"{stock.work:.1f}"
        column["stock site, MB"] = f"{result.stock_size[0]:.1f}"
        column["stock site, files"] = f"{result.stock_size[1]:,}"
        column["time, ours / stock"] = f"{ours.seconds / stock.seconds:.2f}"
        column["bytes, ours / stock"] = f"{result.our_size[0] / result.stock_size[0]:.2f}"
    return column


def main(sizes: tuple[int, ...]) -> None:
    columns = {sections: rows(measure(sections)) for sections in sizes}
    print(f"| sections | {' | '.join(f'{sections:,}' for sections in sizes)} |")
    print(f"| --- | {' | '.join('---:' for _ in sizes)} |")
    for name in max(columns.values(), key=len):
        print(f"| {name} | {' | '.join(column.get(name, '–') for column in columns.values())} |")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
