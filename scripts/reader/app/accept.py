"""The command that accepts what is new, changed and gone."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from reader.app.build import read
from reader.app.messages import cli_errors, display_path, print_problems, stop_at
from reader.app.project import FOLDER, ROOT, today
from reader.corpus import acceptance as files
from reader.corpus.model import KIND_NAMES, Corpus, Id, Kind
from reader.corpus.schema import read_schemas
from reader.publish.write import write_if_changed
from reader.registry.accept import (
    Difference,
    UndecidedError,
    accept,
    compare,
    decide,
    outermost,
)
from reader.rules import RULES, check, check_all
from reader.text import CONTROL, counted, excerpt
from reader.wording import Piece, compare_wordings

EXAMPLE = 'scripts/accept "Add section VI.4"'
MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
SURROGATE = re.compile("[\ud800-\udfff]")
"""What stands for bytes on the command line that are not UTF-8."""
CONTEXT = 50
"""How many characters beside a change are shown."""
COLOURS = {"deleted": "red", "inserted": "green"}


@click.command()
@click.argument("reason")
@click.option("--yes", is_flag=True, help="Do not ask before the acceptance is written.")
@click.option(
    "--withdraw",
    metavar="KEY",
    multiple=True,
    help="Withdraw what is gone, such as a-speech/i-p1, or a work or section with all "
    "that was in it.",
)
@click.option(
    "--redirect",
    metavar="OLD=NEW[,NEW]",
    multiple=True,
    help="Withdraw OLD and lead its address to what replaces it, such as "
    "a-speech/i-p1=a-speech/i-p3.",
)
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The corpus folder.")
@cli_errors()
def main(
    reason: str, yes: bool, withdraw: tuple[str, ...], redirect: tuple[str, ...], corpus: Path
) -> None:
    """Show what is new, changed and gone in the corpus, and record it in its registry.

    REASON is shown to readers. Nothing is withdrawn that is not named, and nothing is written that
    the next check would refuse.
    """
    loaded, problems = read(corpus)
    stop_at([*problems, *check(loaded, RULES)])
    reason = " ".join(reason.split())
    if not reason:
        raise click.UsageError(f"a reason must be given: {EXAMPLE}")
    if found := CONTROL.search(reason) or SURROGATE.search(reason):
        raise click.UsageError(f"the reason must not contain U+{ord(found[0]):04X}")
    redirects = read_redirects(redirect)
    difference = compare(loaded)
    try:
        decided = decide(difference, withdraw, redirects)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    except UndecidedError as undecided:
        raise click.ClickException(advice(difference, undecided)) from undecided
    if not difference and not decided:
        click.echo(f"{display_path(corpus / files.FOLDER)} is already up to date")
        return
    click.echo("\n".join(described(difference, decided)))
    content = accept(difference, decided, today().isoformat(), reason)
    name = files.acceptance_name(content)
    path = corpus / files.FOLDER / f"{name}{files.ENDING}"
    stop_at_faults(loaded, files.acceptance_text(content), path)
    if not yes:
        if not sys.stdin.isatty():
            raise click.ClickException("nothing was written; to accept this, add --yes")
        click.confirm("Accept this?", abort=True)
    write_if_changed(path, files.acceptance_text(content))
    click.echo(f"{display_path(path)} was written; commit it with what it accepts")
    click.echo(f"to take it back before it is committed: git clean -f {display_path(path)}")


def read_redirects(options: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the options `OLD=NEW,NEW` as a mapping. Raise `UsageError` for what is none."""
    redirects: dict[str, tuple[str, ...]] = {}
    for option in options:
        old, sign, new = option.partition("=")
        if not (old and sign and new):
            raise click.UsageError(f"--redirect must be OLD=NEW or OLD=NEW,NEW, not {option}")
        if old in redirects:
            several = "for several targets write OLD=NEW,NEW"
            raise click.UsageError(f"--redirect {old} must be given only once; {several}")
        redirects[old] = tuple(new.split(","))
    return redirects


def stop_at_faults(corpus: Corpus, text: str, path: Path) -> None:
    """End the run if the next check would refuse an acceptance with this text, or what it makes of
    the corpus."""
    shown = display_path(path)
    read_back, problems = files.parse(text, path.stem, shown, read_schemas()["acceptance"])
    if read_back:
        following = replace(corpus, acceptances=(*corpus.acceptances, read_back))
        problems = check_all(following, problems, draft=False)
    if problems:
        print_problems(problems)
        raise click.ClickException("this cannot be accepted; nothing was written")


def described(difference: Difference, decided: Mapping[Id, tuple[str, ...]]) -> Iterator[str]:
    """What an acceptance records, in lines: new ids, changes word by word, what goes."""
    new: defaultdict[Kind, list[str]] = defaultdict(list)
    for kind, key in difference.new:
        new[kind].append(key)
    for kind, keys in new.items():
        yield f"new: {counted(len(keys), KIND_NAMES[kind])}: {excerpt(', '.join(keys), 200)}"
    for (kind, key), facts in difference.changed.items():
        for fact, (was, now) in facts.items():
            yield f"changed: the {fact} of the {KIND_NAMES[kind]} {key}:"
            yield "    " + "".join(map(marked, compare_wordings(was, now)))
    for kind, key in difference.back:
        yield f"restored: the {KIND_NAMES[kind]} {key}"
    for (kind, key), to in decided.items():
        state = f"replaced by {', '.join(to)}" if to else "withdrawn"
        if before := difference.registry.entries[kind, key].to:
            state += f", and no longer by {', '.join(before)}"
        yield f"{state}: the {KIND_NAMES[kind]} {key}{named(difference, (kind, key))}"


def marked(piece: Piece) -> str:
    """A piece in the marks of `git diff --word-diff`, and in colour on a terminal; of what is the
    same only its ends."""
    before, after = MARKS[piece.kind]
    words = piece.words
    if piece.kind == "same" and len(words) > 3 * CONTEXT:
        words = f"{words[:CONTEXT]} […] {words[-CONTEXT:]}"
    return click.style(f"{before}{words}{after}", fg=COLOURS.get(piece.kind))


def named(difference: Difference, id: Id) -> str:
    """What an id was an id of, in quotation marks."""
    facts = difference.registry.entries[id].facts
    words = excerpt(next(iter(facts.values()), ""), 60)
    return f" “{words}”" if words else ""


def advice(difference: Difference, undecided: UndecidedError) -> str:
    """What an editor can do about what is gone and was not named."""
    lines, options = ["what is gone must be named:"], []
    for entry in undecided.entries:
        new = difference.renamed.get(entry.id)
        renamed = f", which {new} has now" if new else ""
        what = f"the {KIND_NAMES[entry.kind]} {entry.key}{named(difference, entry.id)}"
        lines.append(f"  {what}{renamed}")
    keys = Counter(one.key for one in outermost(difference.gone))
    for entry in outermost(undecided.entries):
        new = difference.renamed.get(entry.id)
        name = entry.key if keys[entry.key] == 1 else f"{KIND_NAMES[entry.kind]}:{entry.key}"
        options.append(f"--redirect {name}={new}" if new else f"--withdraw {name}")
    lines += [
        f'to withdraw it: scripts/accept "reason" {" ".join(options)}',
        "to bring it back: git restore the files that it was in",
        "nothing was written",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
