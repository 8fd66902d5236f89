import unittest
from fractions import Fraction

from trueup_oracle import numbers, spans, times


class ValuesTest(unittest.TestCase):
    def test_decimal_texts(self):
        for text, value in {
            "1.5": Fraction(3, 2), "-0.10": Fraction(-1, 10), "1.5000": Fraction(3, 2), "15e-1": Fraction(3, 2), "1E2": Fraction(100),
            "0e999999999": Fraction(0), "999.99": Fraction(99999, 100), "1000": None, "0.001": None, "1e999999999": None,
            "01": None, "1.": None, "+1": None, " 1": None, "": None, "1_0": None,
        }.items():  # fmt: skip
            with self.subTest(text=text):
                self.assertEqual(value, numbers.decimal(text, 5, 2))

    def test_single_rounds_once(self):
        self.assertEqual(1.0, numbers.single("1.00000005960464477539062499"))
        self.assertEqual(1.0000001192092896, numbers.single("1.00000005960464477539062501"))
        self.assertEqual(3.4028234663852886e38, numbers.single("3.4028235677973362e38"))
        self.assertIsNone(numbers.single("3.4028235677973367e38"))
        self.assertEqual(0.0, numbers.single("-1e-999999999"))

    def test_double_and_whole_bounds(self):
        self.assertIsNone(numbers.double("1e309"))
        self.assertEqual("0.0", str(numbers.double("-0")))
        self.assertEqual(-(2**31), numbers.whole("-2147483648", 32))
        self.assertIsNone(numbers.whole("2147483648", 32))
        self.assertIsNone(numbers.whole("9" * 9000, 64))

    def test_times_are_exact(self):
        for text, value in {
            "2001-01-01T00:00:00Z": "2001-01-01T00:00:00Z", "2001-01-01t01:00:00.123456789+01:00": "2001-01-01T00:00:00.123Z",
            "2001-01-01T00:00Z": "2001-01-01T00:00:00Z", "1969-12-31T23:59:59.9999Z": "1969-12-31T23:59:59.999Z",
            "0000-02-29T00:00:00Z": "0000-02-29T00:00:00Z", "-0001-12-31T00:00:00Z": "-0001-12-31T00:00:00Z",
            "+12000-01-01T00:00:00-18:00": "+12000-01-01T18:00:00Z",
            "2001-02-29T00:00:00Z": None, "2001-01-01": None, "2001-01-01T00:00:00": None, "2001-01-01T24:00:00Z": None,
            "2001-01-01T00:00:60Z": None, "2001-01-01T00:00:00+19:00": None,
        }.items():  # fmt: skip
            with self.subTest(text=text):
                nanos = times.of_text("timestamp-millis", text)
                self.assertEqual(value, None if nanos is None else times.iso(nanos))
        self.assertEqual(11_323 * times.DAY, times.of_text("date", "2001-01-01"))
        self.assertEqual(11_323 * times.DAY, times.of_number("date", 11_323))

    def test_spans(self):
        self.assertEqual(["90d", "1h", "1m", "1500ms"], [spans.shortest(spans.millis(it)) for it in ("90d", "60m", "60s", "1500ms")])
