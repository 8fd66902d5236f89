import re
import unittest
from datetime import UTC, datetime

from trueup_localstack.object_key import object_key

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
NAME = r"archive-1-2026-03-04-05-06-07-[0-9a-f-]{36}\.gz"


class ObjectKeyTest(unittest.TestCase):
    def assert_key(self, prefix: str, expected_prefix: str) -> None:
        self.assertRegex(object_key(prefix, "archive", ".gz", NOW), rf"\A{expected_prefix}{NAME}\Z")

    def test_object_key_each_field_padded_utc(self):
        self.assert_key("!{timestamp:yyyy-MM-dd-HH-mm-ss}/", "2026-03-04-05-06-07/")

    def test_object_key_several_expressions_each_replaced(self):
        self.assert_key("raw/year=!{timestamp:yyyy}/hour=!{timestamp:HH}/", "raw/year=2026/hour=05/")

    def test_object_key_quoted_text_taken_literally(self):
        self.assert_key("!{timestamp:'dd='dd/'T'HH}/", "dd=04/T05/")

    def test_object_key_no_expression_hour_appended_without_slash(self):
        self.assert_key("raw", "raw2026/03/04/05/")
        self.assert_key("", "2026/03/04/05/")

    def test_object_key_random_string_differs(self):
        keys = {object_key("!{firehose:random-string}/", "s", "", NOW).split("/")[0] for _ in range(20)}
        self.assertEqual(20, len(keys))
        self.assertTrue(all(re.fullmatch("[0-9a-f]{11}", key) for key in keys))

    def test_object_key_unknown_field_refused_by_name(self):
        for prefix, named in (
            ("!{timestamp:yyyy/D}", "'D'"),
            ("!{partitionKeyFromQuery:id}", "partitionKeyFromQuery:id"),
        ):
            with self.subTest(prefix), self.assertRaisesRegex(ValueError, named):
                object_key(prefix, "s", "", NOW)
