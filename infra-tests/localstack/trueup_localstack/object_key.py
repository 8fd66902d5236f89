"""The S3 keys that Firehose gives its objects."""

import re
import uuid
from datetime import datetime

STRFTIME = {"yyyy": "%Y", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}
PATTERN_PART = re.compile(r"'([^']*)'|([A-Za-z]+)|([^A-Za-z']+)")


def object_key(prefix: str, stream: str, extension: str, now: datetime) -> str:
    """The key of a new object: the prefix with its expressions replaced, then the object's own name.

    A prefix without expressions is followed by the hour's four folders, as in AWS. `now` is in UTC.
    """
    expanded = re.sub(r"!\{([^}]*)\}", lambda match: _value(match[1], now), prefix)
    if "!{" not in prefix:
        expanded += now.strftime("%Y/%m/%d/%H/")
    return f"{expanded}{stream}-1-{now:%Y-%m-%d-%H-%M-%S}-{uuid.uuid4()}{extension}"


def _value(expression: str, now: datetime) -> str:
    namespace, _, pattern = expression.partition(":")
    if namespace == "timestamp":
        return PATTERN_PART.sub(lambda part: _timestamp_part(part, now), pattern)
    if expression == "firehose:random-string":
        return uuid.uuid4().hex[:11]
    raise ValueError(f"prefix expression !{{{expression}}}: only timestamp and firehose:random-string are known")


def _timestamp_part(part: re.Match, now: datetime) -> str:
    """A part of a Java DateTimeFormatter pattern: quoted text, one field, or signs that stand for themselves."""
    quoted, field, signs = part.groups()
    if field is None:
        return signs if quoted is None else quoted
    if field not in STRFTIME:
        raise ValueError(f"timestamp field {field!r}: only {', '.join(STRFTIME)} are known")
    return now.strftime(STRFTIME[field])
