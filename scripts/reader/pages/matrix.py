"""The theme map as a table: themes against parts, works, years or decades."""

from dataclasses import dataclass

from reader.pages.context import Link, Linker
from reader.pages.theme_counts import Column


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many passages of a column are about a theme and mention it; `level` (0 to 3) is the
    shade, `href` leads to them and is empty if there are none."""

    about: int
    mentions: int
    level: int
    href: str
    column: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    theme: Link
    label: str
    cells: tuple[MatrixCell, ...]
    about: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The columns, and the rows group by group."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]


def matrix(linker: Linker) -> Matrix:
    """The theme map as seen from a page."""
    context = linker.context
    found = context.theme_map
    return Matrix(
        found.columns,
        tuple(
            (
                label,
                tuple(
                    MatrixRow(
                        linker.link("themes", theme.id),
                        theme.label,
                        tuple(
                            MatrixCell(
                                cell.about,
                                cell.mentions,
                                found.level(cell),
                                linker.url(cell.address) if cell.address else "",
                                column.label,
                            )
                            for cell, column in zip(
                                found.rows[theme.id], found.columns, strict=True
                            )
                        ),
                        len(context.links.themes[theme.id].about),
                        len(context.links.themes[theme.id].mentions),
                    )
                    for theme in themes
                ),
            )
            for label, themes in context.theme_groups
        ),
    )
