"""Avro schemas as far as events are read by them."""

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from trueup_oracle import numbers, times
from trueup_oracle.json_text import Number

MISSING = object()
"""Stands for the value of a field that an event must bring and does not."""


@dataclass(frozen=True)
class Leaf:
    """A field with a single value: its Avro type without null, what absence means, if it may be null."""

    avro: dict[str, Any]
    absent: Any
    nullable: bool

    @property
    def kind(self) -> str:
        """boolean, long, double, decimal, string or time."""
        if self.avro.get("logicalType") in times.UNITS:
            return "time"
        if self.avro["type"] in ("bytes", "fixed"):
            return "decimal"
        return {"int": "long", "float": "double", "enum": "string"}.get(self.avro["type"], self.avro["type"])


@dataclass(frozen=True)
class Record:
    """A record: its members by name (those that are not read are left out), if it may be null."""

    members: dict[str, "Leaf | Record"]
    absent: dict[str, Any] | None | object
    nullable: bool

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        """Its leaves by path, in the schema's order."""
        leaves = {}
        for name, member in self.members.items():
            if isinstance(member, Leaf):
                leaves[name] = member
            else:
                leaves |= {f"{name}.{path}": leaf for path, leaf in member.leaves.items()}
        return leaves

    def filled(self, value: Any) -> dict[str, Any]:
        """Its leaves all set to one value."""
        return dict.fromkeys(self.leaves, value)


def load(path: Path) -> Record:
    """The record in an .avsc file."""
    return _record(json.loads(path.read_text("utf-8")), {}, MISSING, nullable=False, within=())


def _record(avro: dict, named: dict, absent: Any, nullable: bool, within: tuple[str, ...]) -> Record:
    space = avro.get("namespace", "")
    members = {}
    for field in avro["fields"]:
        own, may_be_null = _without_null(field["type"])
        own = _resolved(own, named, space)
        if own is None or own["type"] == "record" and _name(own, space) in (*within, _name(avro, space)):
            continue
        default = field.get("default", MISSING)
        if own["type"] == "record":
            inner = _record({"namespace": space} | own, named, MISSING, may_be_null, (*within, _name(avro, space)))
            members[field["name"]] = Record(inner.members, _absent_record(inner, default, may_be_null), may_be_null)
        elif _is_read(own):
            value = None if default is MISSING and may_be_null else _default(own, default)
            members[field["name"]] = Leaf(own, value, may_be_null)
    return Record(members, absent, nullable)


def _without_null(avro: Any) -> tuple[Any, bool]:
    if not isinstance(avro, list):
        return avro, False
    rest = [each for each in avro if each != "null"]
    return (rest[0] if len(rest) == 1 else None), "null" in avro


def _name(avro: dict, space: str) -> str:
    name = avro["name"]
    return name if "." in name else f"{avro.get('namespace', space)}.{name}"


def _resolved(avro: Any, named: dict, space: str) -> dict | None:
    """A type as an object; names stand for what they were given to before."""
    if isinstance(avro, str):
        known = named.get(avro) or named.get(f"{space}.{avro}")
        return known or {"type": avro}
    if not isinstance(avro, dict):
        return None
    if avro["type"] in ("record", "enum", "fixed"):
        named[_name(avro, space)] = avro
    elif isinstance(avro["type"], dict):
        return _resolved(avro["type"], named, space)
    return avro


def _is_read(avro: dict) -> bool:
    if avro["type"] in ("bytes", "fixed"):
        return avro.get("logicalType") == "decimal"
    return avro["type"] in ("boolean", "int", "long", "float", "double", "string", "enum")


def _absent_record(record: Record, default: Any, nullable: bool) -> dict[str, Any]:
    if default is MISSING:
        return record.filled(None if nullable else MISSING)
    if default is None:
        return record.filled(None)
    values: dict[str, Any] = {}
    for name, member in record.members.items():
        if isinstance(member, Leaf):
            values[name] = _default(member.avro, default[name]) if name in default else member.absent
        else:
            inner = _absent_record(member, default[name], True) if name in default else member.absent
            values |= {f"{name}.{path}": value for path, value in inner.items()}
    return values


def _default(avro: dict, value: Any) -> Any:
    """A default as the value that an event without the field has."""
    if value is MISSING or value is None or isinstance(value, bool):
        return value
    if avro.get("logicalType") in times.UNITS:
        return times.of_number(avro["logicalType"], value)
    if avro.get("logicalType") == "decimal":
        unscaled = int.from_bytes(value.encode("latin-1"), "big", signed=True)
        return Fraction(unscaled, 10 ** avro.get("scale", 0))
    if avro["type"] == "float":
        return numbers.single(repr(float(value)))
    return float(value) + 0.0 if avro["type"] == "double" else value


_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)


def value_of(avro: dict, found: Any) -> Any:
    """What a JSON value that is not null is for a type; None when it is none."""
    logical, kind = avro.get("logicalType"), avro["type"]
    if logical in times.UNITS:
        if isinstance(found, str):
            return times.of_text(logical, found)
        number = _whole(found, 64)
        return None if number is None else times.of_number(logical, number)
    if logical == "decimal":
        text = found.text if isinstance(found, Number) else found
        is_one = isinstance(text, str)
        return numbers.decimal(text, avro["precision"], avro.get("scale", 0)) if is_one else None
    if kind in ("int", "long"):
        return _whole(found, 32 if kind == "int" else 64)
    if kind in ("float", "double"):
        read = numbers.single if kind == "float" else numbers.double
        return read(found.text) if isinstance(found, Number) else None
    if kind == "boolean":
        return found if isinstance(found, bool) else None
    if not isinstance(found, str):
        return None
    if kind == "enum":
        return found if found in avro["symbols"] else None
    return found if logical != "uuid" or _UUID.fullmatch(found) else None


def _whole(found: Any, bits: int) -> int | None:
    return numbers.whole(found.text, bits) if isinstance(found, Number) and found.whole else None
