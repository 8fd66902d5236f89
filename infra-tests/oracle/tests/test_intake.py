import unittest
from fractions import Fraction

from tests.orders import order, shop
from trueup_oracle import intake


class IntakeTest(unittest.TestCase):
    def read(self, data: bytes, arrival: int = 0):
        with shop() as pipeline:
            return intake.read(pipeline, data, arrival)

    def reason(self, data: bytes, arrival: int = 0) -> str:
        return self.read(data, arrival).reason

    def values(self, **members):
        return self.read(order(**members)).values

    def test_read_bad_event_is_rejected_by_the_first_reason(self):
        for reason, data in {
            "not_json": [b"", b"[]", b"{", b'{"a":1}{', b'{"a":1,"a":2}', b'{"a":NaN}', b'\xef\xbb\xbf{}', b'{"a":"\xff"}',
                         b'{"a":' * 64 + b"{}" + b"}" * 64, b'{"type":"\\ud800"}', order(id="\ud800")],
            "no_type": [b"{}", order(type="other"), order(type=1), order(type="refund")],
            "schema": [order(amount="1.00001"), order(amount=1234567), order(amount=True), order(at="soon"), order(units=1.0),
                       order(units=2**63), order(state="OLD"), order(item=[]), order(amount=None, id=None), order(id=7)],
            "no_id": [order(id=None), order(id=""), order(id=None, at=None)],
            "no_time": [order(at=None)],
            "future": [order(at=3_600_001), order(at="1970-01-01T01:00:00.001Z")],
        }.items():  # fmt: skip
            for each in data:
                with self.subTest(reason=reason, data=each):
                    self.assertEqual(reason, self.reason(each))

    def test_read_good_event_has_exact_values(self):
        values = self.values(amount="12.3400", rate=0.1, units=2**63 - 1, at="1970-01-01T02:00:00.0009+02:00")
        self.assertEqual(Fraction("12.34"), values["amount"])
        self.assertEqual(0.1, values["rate"])
        self.assertEqual(2**63 - 1, values["units"])
        self.assertEqual(0, values["at"])

    def test_read_absent_and_null_are_what_the_schema_says(self):
        values = self.values()
        self.assertEqual((None, 1, "NEW", None), tuple(values[it] for it in ("rate", "units", "state", "item.category")))
        self.assertEqual("schema", self.reason(b'{"type":"order","id":"1","at":0,"amount":1,"units":null}'))
        self.assertIsNone(self.values(item={"kind": "x"})["item.category"])

    def test_read_time_at_the_bound_is_taken(self):
        self.assertEqual(3_600_000, self.read(order(at=3_600_000)).time)
        self.assertEqual(-1, self.read(order(at=-1)).time)

    def test_read_envelope_is_unwrapped_and_tells_the_type(self):
        data = b'{"specversion":"1.0","type":"back","id":"e","data":{"id":"9","at":0,"amount":2}}'
        event = self.read(data)
        self.assertEqual(("refund", "9"), (event.type.name, event.id))
        self.assertEqual("schema", self.reason(data.replace(b'{"id":"9","at":0,"amount":2}', b"7")))
        self.assertEqual("no_type", self.reason(data.replace(b'"1.0"', b'"2.0"').replace(b'"back"', b'"x"')))
