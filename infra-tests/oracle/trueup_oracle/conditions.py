"""CEL's conditions on events, by cel-python, with numbers compared exactly."""

import operator
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import celpy
from celpy import celtypes

NUMBERS = (celtypes.IntType, celtypes.UintType, celtypes.DoubleType, Fraction)


def holds(where: str, kinds: dict[str, str]) -> Callable[[dict[str, Any]], bool]:
    """Whether events satisfy a condition, by their values; one that can't be computed is not satisfied."""
    environment = celpy.Environment()
    program = environment.program(environment.compile(where), functions=_functions())

    def test(values: dict[str, Any]) -> bool:
        try:
            return bool(program.evaluate(_context(values, kinds)))
        except celpy.CELEvalError:
            return False

    return test


def _context(values: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    context: dict[str, Any] = {}
    for path, value in values.items():
        *records, name = path.split(".")
        place = context
        for record in records:
            place = place.setdefault(celtypes.StringType(record), celtypes.MapType())
        place[celtypes.StringType(name)] = _in_cel(value, kinds[path])
    return context


def _in_cel(value: Any, kind: str) -> Any:
    if value is None or kind == "decimal":
        return value  # a Fraction, which the relations below compare
    if kind == "time":
        return celtypes.TimestampType(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value // 1000))
    types = {
        "boolean": celtypes.BoolType,
        "long": celtypes.IntType,
        "double": celtypes.DoubleType,
        "string": celtypes.StringType,
    }
    return types[kind](value)


def _functions() -> dict[str, Callable[..., Any]]:
    """CEL's relations and sums; Python compares whole numbers, doubles and fractions exactly with one another."""
    relations = {"_<_": operator.lt, "_<=_": operator.le, "_>_": operator.gt, "_>=_": operator.ge}
    functions = {name: _relation(_ordered(relation)) for name, relation in relations.items()}
    functions |= {"_==_": _relation(_equal), "_!=_": _relation(lambda one, other: not _equal(one, other))}
    computations = {"_+_": operator.add, "_-_": operator.sub, "_*_": operator.mul}
    functions |= {name: _computed(name, computation) for name, computation in computations.items()}
    return functions | {"decimal": lambda text: Fraction(str(text))}


def _relation(holds_of: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def relation(one: Any, other: Any) -> Any:
        for side in (one, other):
            if isinstance(side, celpy.CELEvalError):
                return side
        return celtypes.BoolType(holds_of(one, other))

    return relation


def _computed(name: str, computation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """As CEL does it, but exactly where a decimal is part of it."""

    def computed(one: Any, other: Any) -> Any:
        if isinstance(one, Fraction) or isinstance(other, Fraction):
            return computation(_plain(one), _plain(other))
        return celpy.base_functions[name](one, other)

    return computed


def _ordered(relation: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def ordered(one: Any, other: Any) -> bool:
        if isinstance(one, NUMBERS) and isinstance(other, NUMBERS):
            return relation(_plain(one), _plain(other))
        if one is None or not _alike(one, other):
            raise TypeError(f"no order of {one!r} and {other!r}")  # which cel-python makes an error of CEL's
        return relation(one, other)

    return ordered


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, NUMBERS) and isinstance(other, NUMBERS):
        return _plain(one) == _plain(other)
    return _alike(one, other) and (one is None or bool(one == other))


def _alike(one: Any, other: Any) -> bool:
    """Whether two values are of one type of CEL's; what it computes may be of Python's own instead."""
    return isinstance(one, type(other)) or isinstance(other, type(one))


def _plain(number: Any) -> Any:
    if isinstance(number, Fraction):
        return number
    return float(number) if isinstance(number, celtypes.DoubleType) else int(number)
