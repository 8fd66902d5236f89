import unittest
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from trueup_oracle import cells, pipeline
from trueup_oracle.intake import Event


def _measure(call: str, values: list[Any], kind: str = "long") -> Any:
    """A measure of events a millisecond apart, the first first."""
    leaves = {"field": SimpleNamespace(kind=kind)}
    view: Any = SimpleNamespace(source=SimpleNamespace(record=SimpleNamespace(leaves=leaves)))
    type: Any = None
    events = [Event(type, str(n), n, {"field": value}) for n, value in enumerate(values)]
    return cells._measure(view, events, *pipeline._call(call))


class MeasuresTest(unittest.TestCase):
    def test_calls(self):
        self.assertEqual(("count", "", ""), pipeline._call("count()"))
        self.assertEqual(("sum", "a.b", ""), pipeline._call(" sum( a.b ) "))
        self.assertEqual(("quantile", "a", "0.95"), pipeline._call("quantile(a, 0.95)"))
        self.assertEqual(("top", "a", "5"), pipeline._call("top(5,a)"))

    def test_quantile_is_by_nearest_rank(self):
        hundred = list(range(100, 0, -1))
        self.assertEqual(7, _measure("quantile(field, 0.07)", hundred))
        self.assertEqual(95, _measure("quantile(field, 0.95)", hundred))
        self.assertEqual(96, _measure("quantile(field, 0.9501)", hundred))
        self.assertEqual(2, _measure("quantile(field, 0.5)", [3, 1, None, 2, 2]))
        self.assertEqual({"decimal": "1.5"}, _measure("quantile(field, 0.5)", [Fraction(3, 2)], "decimal"))
        self.assertIsNone(_measure("quantile(field, 0.5)", [None]))

    def test_distinct_counts_no_null(self):
        self.assertEqual(2, _measure("distinct(field)", ["a", "", None, "a"], "string"))
        self.assertEqual(0, _measure("distinct(field)", [None], "string"))

    def test_top_is_in_order_of_counts_then_texts(self):
        top = _measure("top(2, field)", ["b", "c", "a", "c", "\ufb01", "\U0001f600"], "string")
        self.assertEqual(2, top["limit"])
        self.assertEqual(["c", "a", "b", "\ufb01", "\U0001f600"], [each["value"] for each in top["frequent"]])
        self.assertEqual([2, 1, 1, 1, 1], [each["count"] for each in top["frequent"]])
        self.assertEqual([10, 9], [each["value"] for each in _measure("top(2, field)", [9, 10])["frequent"]])

    def test_long_texts_are_cut(self):
        long = "é" * 129
        self.assertEqual("é" * 112 + "\u2026", _measure("last(field)", [long], "string")[:113])
        self.assertEqual(112 + 17, len(_measure("last(field)", [long], "string")))
        self.assertEqual("é" * 128, _measure("last(field)", ["é" * 128], "string"))

    def test_first_and_last_skip_null(self):
        self.assertEqual(4, _measure("first(field)", [None, 4, 5, None]))
        self.assertEqual(5, _measure("last(field)", [None, 4, 5, None]))
