"""A pipeline for tests, with all that a schema may hold."""

import json
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trueup_oracle import pipeline

SCHEMA = {
    "type": "record",
    "name": "Order",
    "namespace": "shop",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 4}},
        {"name": "rate", "type": ["null", "double"], "default": None},
        {"name": "units", "type": "long", "default": 1},
        {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}, "default": "NEW"},
        {"name": "before", "type": ["null", "State"], "default": None},
        {
            "name": "item",
            "type": [
                "null",
                {"type": "record", "name": "Item", "fields": [{"name": "category", "type": ["null", "string"]}]},
            ],
            "default": None,
        },
        {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []},
    ],
}

PIPELINE = """
pipeline: shop
events:
  order: {schema: order.avsc, id: id, time: at, key: id, %s}
  refund: {schema: order.avsc, id: id, time: at, key: id, is: back}
views:
  orders:
    from: order
    by: [item.category]
    every: {1h: 1d, 1d: forever}
    measures: {n: count(), rates: count(rate), amount: sum(amount), mean: mean(amount), rate: sum(rate), last: max(at)}
  large:
    from: order
    where: "amount > 10 && (rate == null || rate < 0.5)"
    by: []
    every: {1d: forever}
    measures: {n: count(), units: sum(units), least: min(amount)}
  by_state:
    from: order
    live: "state == 'PAID'"
    by: [state]
    every: {1d: forever}
    measures: {n: count()}
"""


@contextmanager
def shop(event: str = "window: 1h"):
    """The pipeline, read from its folder."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pipeline.yaml").write_text(PIPELINE % event)
        (Path(folder) / "order.avsc").write_text(json.dumps(SCHEMA))
        yield pipeline.load(Path(folder))


def order(**members: Any) -> bytes:
    """An order's JSON; members that are None are left out."""
    whole = {"type": "order", "id": "1", "at": 0, "amount": "1.0000"} | members
    return json.dumps({name: value for name, value in whole.items() if value is not None}).encode()
