"""What a record is: an event that counts, or why it is none."""

from dataclasses import dataclass
from typing import Any

from trueup_oracle import json_text
from trueup_oracle.pipeline import EventType, Pipeline
from trueup_oracle.schema import MISSING, Leaf, Record, value_of


@dataclass(frozen=True)
class Event:
    """An event that counts: its type, id, time in milliseconds, and its values by path."""

    type: EventType
    id: str
    time: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Rejected:
    """A record that counts in no view, and the word for why."""

    reason: str


class _NoValue(Exception):
    """The schema does not take a value."""


def read(pipeline: Pipeline, data: bytes, arrival: int) -> Event | Rejected:
    """What a record with an arrival in milliseconds is; of several reasons the first."""
    try:
        root = json_text.read(data)
        body, envelope = _unwrapped(pipeline, root)
        kind = _type(pipeline, body, envelope)
        return _event(kind, body, arrival) if kind else Rejected("no_type")
    except json_text.NotJson:
        return Rejected("not_json")


def _unwrapped(pipeline: Pipeline, root: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The event's data, and the CloudEvents envelope around it."""
    has_own = any("specversion" in event.record.members for event in pipeline.events)
    if root.get("specversion") == "1.0" and "data" in root and not has_own:
        return root["data"], root
    return root, {}


def _type(pipeline: Pipeline, body: Any, envelope: dict[str, Any]) -> EventType | None:
    if pipeline.discriminator is None:
        return pipeline.events[0]
    told: Any = body
    for name in pipeline.discriminator.split("."):
        told = told.get(name) if isinstance(told, dict) else None
    if told is None:
        told = envelope.get(pipeline.discriminator)
    if isinstance(told, str):
        _require_pairs(told)
    return next((event for event in pipeline.events if event.told_by == told), None)


def _event(kind: EventType, body: Any, arrival: int) -> Event | Rejected:
    try:
        if not isinstance(body, dict):
            raise _NoValue
        values = _values(kind.record, body)
    except _NoValue:
        return Rejected("schema")
    own = {kind.id, kind.time}
    if any(value is MISSING and path not in own for path, value in values.items()):
        return Rejected("schema")
    identity, time = values[kind.id], values[kind.time]
    if identity in (MISSING, None, ""):
        return Rejected("no_id")
    if time in (MISSING, None):
        return Rejected("no_time")
    millis = time // 10**6
    if millis > arrival + kind.max_ahead:
        return Rejected("future")
    return Event(kind, str(identity), millis, values)


def _values(record: Record, found: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, member in record.members.items():
        if isinstance(member, Leaf):
            values[name] = _leaf(member, found[name]) if name in found else member.absent
        else:
            inner = _nested(member, found[name]) if name in found else member.absent
            values |= {f"{name}.{path}": value for path, value in inner.items()}
    return values


def _leaf(leaf: Leaf, found: Any) -> Any:
    if found is None:
        return None if leaf.nullable else MISSING
    if leaf.kind == "string" and isinstance(found, str):
        _require_pairs(found)
    value = value_of(leaf.avro, found)
    if value is None:
        raise _NoValue
    return value


def _nested(record: Record, found: Any) -> dict[str, Any]:
    if found is None:
        return record.filled(None if record.nullable else MISSING)
    if not isinstance(found, dict):
        raise _NoValue
    return _values(record, found)


def _require_pairs(text: str) -> None:
    """A half of a surrogate pair is no text."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as cause:
        raise json_text.NotJson("half of a surrogate pair") from cause
