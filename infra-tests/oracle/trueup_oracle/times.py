"""Times as nanoseconds since 1970."""

import datetime
import re

DAY = 86_400 * 10**9
LONG = 2**63
UNITS = {"date": DAY, "timestamp-millis": 10**6, "timestamp-micros": 10**3, "timestamp-nanos": 1}

_YEAR = r"(\d{4}|-\d{4}|[+-][1-9]\d{4,8})"
_DATE = re.compile(_YEAR + r"-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    _YEAR + r"-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = 64


def of_number(form: str, number: int) -> int | None:
    """The time that a number stands for in a logical type; None when it is out of range."""
    if form == "date" and not -(2**31) <= number < 2**31:
        return None
    return number * UNITS[form]


def of_text(form: str, text: str) -> int | None:
    """The time that ISO 8601 text stands for, rounded down to the type's unit; None when it is none."""
    match = (_DATE if form == "date" else _TIME).fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    try:
        nanos = _day(*map(int, match.groups()[:3])) * DAY
        if form != "date":
            nanos += _of_day(*match.groups()[3:])
    except ValueError:
        return None
    nanos -= nanos % UNITS[form]
    seconds = nanos // 10**9
    return nanos if -(LONG // 1000) < seconds < LONG // 1000 else None


def _day(year: int, month: int, day: int) -> int:
    """Days since 1970 of the Gregorian calendar, whose 400 years have equal days."""
    cycles, rest = divmod(year, 400)
    date = datetime.date(rest + 400, month, day)
    return date.toordinal() - datetime.date(1970, 1, 1).toordinal() + (cycles - 1) * 146_097


def _of_day(hour: str, minute: str, second: str | None, fraction: str | None, offset: str) -> int:
    seconds = _below(24, hour) * 3600 + _below(60, minute) * 60 + _below(60, second or "0")
    return (seconds - _offset(offset)) * 10**9 + int((fraction or "").ljust(9, "0"))


def _offset(text: str) -> int:
    if text in "Zz":
        return 0
    digits = text[1:].replace(":", "").ljust(6, "0")
    seconds = int(digits[:2]) * 3600 + _below(60, digits[2:4]) * 60 + _below(60, digits[4:])
    if seconds > 18 * 3600:
        raise ValueError(text)
    return -seconds if text[0] == "-" else seconds


def _below(limit: int, text: str) -> int:
    if int(text) >= limit:
        raise ValueError(text)
    return int(text)


def iso(nanos: int) -> str:
    """As answers write it: with 0, 3, 6 or 9 places of a second."""
    seconds, fraction = divmod(nanos, 10**9)
    days, second = divmod(seconds, 86_400)
    cycles, rest = divmod(days + datetime.date(1970, 1, 1).toordinal() - 1, 146_097)
    date = datetime.date.fromordinal(rest + 1 + 146_097)  # the years 400 on, which are as the years 0 on
    year = date.year - 400 + cycles * 400
    text = f"{_year(year)}-{date.month:02}-{date.day:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    places = next(places for places in (0, 3, 6, 9) if fraction % 10 ** (9 - places) == 0)
    return text + (f".{fraction // 10 ** (9 - places):0{places}}" if places else "") + "Z"


def _year(year: int) -> str:
    if 0 <= year <= 9999:
        return f"{year:04}"
    return f"{'+' if year > 0 else '-'}{abs(year):04}"
