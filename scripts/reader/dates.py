"""Dates of the precision that is known: a day, a month or a year (ISO 8601)."""

import calendar
import re
from datetime import date

DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def is_valid_date(text: str) -> bool:
    """Whether a date is in the calendar; true also for what does not have the form of a date."""
    if not DATE.fullmatch(text):
        return True
    parts = [int(part) for part in text.split("-")]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True


def format_date(text: str) -> str:
    """`2017-10-18` as 18 October 2017, `2017-10` as October 2017, `2017` as it is."""
    year, *rest = text.split("-")
    if not rest:
        return year
    month = calendar.month_name[int(rest[0])]
    return " ".join((*(str(int(day)) for day in rest[1:]), month, year))


def decimal_year(text: str) -> float:
    """The date as a year with a fraction, in the middle of what it leaves open."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return year + 0.5
    day = rest[1] if len(rest) > 1 else 15
    return year + (date(year, rest[0], day).timetuple().tm_yday - 1) / 366
