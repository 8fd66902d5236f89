import unittest
from fractions import Fraction

from trueup_oracle import conditions

KINDS = {"n": "long", "d": "double", "a": "decimal", "s": "string", "t": "time", "item.c": "string"}
VALUES = {"n": 2**53 + 1, "d": 1.5, "a": Fraction("10.5001"), "s": "é", "t": 86_400 * 10**9, "item.c": None}


class ConditionsTest(unittest.TestCase):
    def test_conditions_hold_exactly(self):
        for where, holds in {
            "n > 9007199254740992": True, "n == 9007199254740993.0": False, "d > 1": True, "a > 10.5": True, "a <= 10": False,
            "a == decimal('10.50010')": True, "a - 1 == decimal('9.5001')": True, "2 * a > decimal('21.0001') + n * 0": True,
            "n + 1 == 9007199254740994": True, "'a' + s == 'aé'": True,
            "s == 'é' && s.startsWith('é')": True, "item.c == null": True, "item.c != null && item.c > 'x'": False,
            "t == timestamp('1970-01-02T00:00:00Z')": True, "s in ['é', 'e']": True, "!(d < 1.0)": True,
        }.items():  # fmt: skip
            with self.subTest(where=where):
                self.assertEqual(holds, conditions.holds(where, KINDS)(VALUES))

    def test_condition_that_cannot_be_computed_does_not_hold(self):
        for where in ("10 / (n - n) > 1", "item.c > 'x'", "9223372036854775807 + n > 0"):
            with self.subTest(where=where):
                self.assertFalse(conditions.holds(where, KINDS)(VALUES))
        self.assertTrue(conditions.holds("10 / (n - n) > 1 || s == 'é'", KINDS)(VALUES))
