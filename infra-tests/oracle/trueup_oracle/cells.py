"""The cells of views, made anew from the events that count."""

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trueup_oracle import spans, times
from trueup_oracle.intake import Event
from trueup_oracle.pipeline import View

LONGEST = 256
KEPT = 224


@dataclass(frozen=True)
class Cell:
    """A cell as it must be answered; `events` is how many are in it, `hidden` if it is kept no longer."""

    view: str
    every: str
    key: dict[str, Any]
    bucket: str
    measures: dict[str, Any]
    events: int
    hidden: bool


def cells(view: View, events: list[Event], cut: int) -> Iterator[Cell]:
    """The cells of a view's events, of every size; the cut is in milliseconds since 1970."""
    for size, keep in view.every.items():
        groups: dict[tuple, list[Event]] = defaultdict(list)
        for event in events:
            groups[(event.time // size * size, *(event.values[path] for path in view.by))].append(event)
        for (bucket, *key), group in groups.items():
            yield Cell(
                view.name,
                spans.shortest(size),
                {path: _shown(value, _kind(view, path)) for path, value in zip(view.by, key, strict=True)},
                times.iso(bucket * 10**6),
                {name: _measure(view, group, *call) for name, call in view.measures.items()},
                len(group),
                hidden=keep is not None and bucket + size <= cut - keep,
            )


def _kind(view: View, path: str) -> str:
    return view.source.record.leaves[path].kind


def _measure(view: View, events: list[Event], function: str, path: str, parameter: str) -> Any:
    if not path:
        return len(events)
    events = [event for event in events if event.values[path] is not None]
    values = [event.values[path] for event in events]
    kind = _kind(view, path)
    match function:
        case "count":
            return len(values)
        case "distinct":
            return len(set(values))
        case "top":
            return {"frequent": _frequent(values, kind), "limit": int(parameter)}
    if not values:
        return None
    match function:
        case "min" | "max":
            return _shown(min(values) if function == "min" else max(values), kind)
        case "first" | "last":
            ordered = sorted(events, key=lambda it: (it.time, _cut(str(it.id)), _text(it.values[path], kind)))
            return _cut(_shown(ordered[0 if function == "first" else -1].values[path], kind))
        case "quantile":
            return _shown(sorted(values)[math.ceil(Fraction(parameter) * len(values)) - 1], kind)
    total = sum(map(Fraction, values) if kind == "double" else values)
    return float(Fraction(total) / len(values)) if function == "mean" else _shown(total, kind)


def _frequent(values: list[Any], kind: str) -> list[dict[str, Any]]:
    """All values with their counts, the most frequent first; the limit is the asker's to apply."""
    counts = Counter(values).items()
    ordered = sorted(counts, key=lambda it: (-it[1], _text(it[0], kind)))
    return [{"value": _cut(_shown(value, kind)), "count": count} for value, count in ordered]


def _text(value: Any, kind: str) -> str:
    """By which equally frequent values, and those of one event's id and time, are in order: their text."""
    if kind == "double":
        return _places(Fraction(value))
    shown = _shown(value, kind)
    return _cut(shown["decimal"]) if kind == "decimal" else _cut(str(shown).lower() if kind == "boolean" else str(shown))


def _cut(value: Any) -> Any:
    """A text of over 256 bytes is its first 224, as far as they are whole characters, and a hash of all."""
    data = value.encode() if isinstance(value, str) else b""
    if len(data) <= LONGEST:
        return value
    return data[:KEPT].decode(errors="ignore") + "\u2026" + hashlib.sha256(data).hexdigest()[:16]


def _shown(value: Any, kind: str) -> Any:
    """As JSON; a decimal is an object, so that nobody takes it for a double."""
    if value is None:
        return None
    if kind == "time":
        return times.iso(value)
    if kind == "decimal":
        return {"decimal": _places(value)}
    return {"long": int, "double": float}.get(kind, lambda it: it)(value)


def _places(value: Fraction) -> str:
    """A fraction of tenths written out."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def line(cell: Cell) -> str:
    """A cell on a line of JSON."""
    return json.dumps(cell.__dict__)
