"""Spans of time as a pipeline file writes them."""

import re

MILLIS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def millis(text: str) -> int:
    """The milliseconds of `5m`, `1h`, `90d`, `0s`."""
    form = re.fullmatch(r"(\d+)(ms|s|m|h|d)", text)
    if form is None:
        raise ValueError(f"span '{text}', expected a whole number and a unit of ms, s, m, h or d")
    return int(form[1]) * MILLIS[form[2]]


def shortest(span: int) -> str:
    """How answers write a span: in the largest unit of which it is a multiple."""
    unit = next(unit for unit in ("d", "h", "m", "s", "ms") if span % MILLIS[unit] == 0)
    return f"{span // MILLIS[unit]}{unit}"
