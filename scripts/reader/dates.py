"""Dates of the precision that is known: a day, a month, a year, or an interval (EDTF level 0)."""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

UNDATED = "~"
"""Comes after every date in an order by date."""

MOST_YEARS = 20

DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def is_valid_date(text: str) -> bool:
    """Whether a date is in the calendar, and an interval ends after it begins; true also for what
    does not have the form of a date."""
    start, _, end = text.partition("/")
    if not all(DATE.fullmatch(one) for one in (start, end or start)):
        return True
    return all(map(_is_in_calendar, filter(None, (start, end)))) and (not end or start <= end)


def _is_in_calendar(text: str) -> bool:
    parts = date_parts(text)
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True


def date_parts(text: str) -> list[int]:
    """`2017-10-18` as year, month and day, as far as they are known (CSL-JSON `date-parts`)."""
    return [int(part) for part in text.split("-")] if text else []


def from_date_parts(parts: Iterable[int]) -> str:
    """Year, month and day, as far as they are known, as `2017-10-18`; nothing of none."""
    return "-".join(f"{part:02}" for part in parts)


def format_date(text: str) -> str:
    """`2017-10-18` as 18 October 2017, `2017-10` as October 2017, `2017` as it is; of an interval
    both ends, with what they share once: 18–24 October 2017. Of no date nothing."""
    start, _, end = text.partition("/")
    if not end:
        return " ".join(_words(text))
    first, last = _words(start), _words(end)
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    if shared:
        first = first[:-shared]
    dash = "–" if len(first) == 1 and len(last) - shared == 1 else " – "
    return f"{' '.join(first)}{dash}{' '.join(last)}"


def day_and_month(text: str) -> str:
    """Of `2017-10-18` 18 October, of `2017-10` October, of `2017` nothing."""
    return " ".join(_words(text)[:-1])


def periods(years: Sequence[str]) -> dict[str, str]:
    """The years, or if these are more than twenty the decades, each with its first year."""
    periods: dict[str, str] = {}
    for year in years:
        decade = f"{year[:3]}0s" if len(years) > MOST_YEARS and year.isdigit() else year
        periods.setdefault(decade, year)
    return periods


def _words(text: str) -> list[str]:
    year, *rest = text.split("-")
    month = [calendar.month_name[int(rest[0])]] if rest else []
    return [*(str(int(day)) for day in rest[1:]), *month, *filter(None, [year])]


def decimal_year(text: str) -> float:
    """The date as a year with a fraction, in the middle of what it leaves open."""
    year, *rest = date_parts(text)
    if not rest:
        return year + 0.5
    day = rest[1] if len(rest) > 1 else 15
    return year + (date(year, rest[0], day).timetuple().tm_yday - 1) / 366
