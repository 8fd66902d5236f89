"""JSON as strictly as the wire takes it, with numbers as they are written."""

import json
from dataclasses import dataclass
from typing import Any

DEEPEST = 64
BLANK = b" \t\n\r"


class NotJson(Exception):
    """The data is not one JSON object in UTF-8."""


@dataclass(frozen=True)
class Number:
    """A number's text; `whole` when it is written without a fraction and an exponent."""

    text: str
    whole: bool


def read(data: bytes) -> dict[str, Any]:
    """The one object in the data."""
    if not data.lstrip(BLANK).startswith(b"{") or b"\0" in data:
        raise NotJson("no object")
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=lambda text: Number(text, whole=True),
            parse_float=lambda text: Number(text, whole=False),
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as cause:
        raise NotJson(str(cause)) from cause
    if _depth(value) > DEEPEST:
        raise NotJson("too deep")
    return value


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in members]
    if len(set(names)) < len(names):
        raise NotJson("a name stands twice")
    return dict(members)


def _no_number(text: str) -> None:
    raise NotJson(text)


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0
