import base64
import io
import json
import unittest
from unittest import mock

from tests.orders import order, shop
from trueup_oracle import __main__
from trueup_oracle.judge import Judge

HOUR = 3_600_000


class JudgeTest(unittest.TestCase):
    def judge(self, *records, event="window: 1h"):
        """Records are (shard, sequence, arrival, data)."""
        with shop(event) as pipeline:
            judge = Judge(pipeline, 5_000)
        for shard, sequence, arrival, data in records:
            judge.take(shard, sequence, 0, arrival, data)
        return judge

    def large(self, judge: Judge, cut: int) -> list[dict]:
        return [cell.measures for cell in judge.answers(cut) if cell.view == "large"]

    def test_answers_are_as_counted_by_hand(self):
        judge = self.judge(
            ("a", 1, 0, order(id="1", amount="10.0001", rate=0.1, item={"category": "|#\"' 🛫"})),
            ("a", 2, 0, order(id="2", amount="0.0002", rate=0.2, item={"category": "|#\"' 🛫"})),
            ("b", 3, 0, order(id="3", amount="-7", units=2**63 - 1)),
            ("b", 4, 0, order(id="4", amount="20", units=2**63 - 1, at=-1)),
            ("b", 5, 0, order(type="back")),
            ("b", 6, 0, b"no event"),
        )
        cells = {(c.view, c.every, str(c.key), c.bucket): (c.measures, c.events) for c in judge.answers(0)}
        odd = "{'item.category': '|#\"\\' 🛫'}"
        measures, events = cells["orders", "1h", odd, "1970-01-01T00:00:00Z"]
        self.assertEqual(
            {"n": 2, "rates": 2, "amount": {"decimal": "10.0003"}, "mean": 5.00015, "rate": 0.3, "last": "1970-01-01T00:00:00Z"},
            measures | {"rate": round(measures["rate"], 15)},
        )
        self.assertEqual(0.30000000000000004, measures["rate"], "the sum of two doubles, rounded once")
        self.assertEqual(2, events)
        none = "{'item.category': None}"
        self.assertEqual({"decimal": "-7"}, cells["orders", "1d", none, "1970-01-01T00:00:00Z"][0]["amount"])
        self.assertEqual(8, len([view for view, *_ in cells if view != "by_state"]))
        self.assertEqual(
            {"n": 1, "units": 2**63 - 1, "least": {"decimal": "20"}}, cells["large", "1d", "{}", "1969-12-31T00:00:00Z"][0]
        )
        self.assertEqual(1, cells["large", "1d", "{}", "1970-01-01T00:00:00Z"][0]["n"], "by its condition")
        self.assertEqual({"not_json": 1}, judge.summary(0)["rejected"])

    def test_answers_sums_of_doubles_are_rounded_once(self):
        rates = (1e16, 1.0, -1e16)
        judge = self.judge(*(("a", number, 0, order(id=str(number), rate=rate)) for number, rate in enumerate(rates)))
        self.assertEqual({1.0}, {cell.measures["rate"] for cell in judge.answers(0) if cell.view == "orders"})

    def test_answers_repeats_count_live_beyond_the_window_and_across_shards(self):
        def event(amount):
            return order(amount=amount)

        judge = self.judge(
            ("a", 5, 10_000, event(20)),  # the batch counts this one: of the least epoch, it has the least sequence
            ("a", 6, 10_000 + HOUR, event(30)),  # within the window of the first
            ("a", 7, 10_001 + HOUR + HOUR, event(40)),  # beyond that of the second
            ("b", 6, 10_000, event(50)),
            ("b", 4, 10_000, b"{}"),
        )
        live = [{"n": 3, "units": 3, "least": {"decimal": "20"}}]
        exact = [{"n": 1, "units": 1, "least": {"decimal": "20"}}]
        self.assertEqual(live, self.large(judge, 0))
        self.assertEqual(exact, self.large(judge, 10**9))
        self.assertEqual([{"n": 2, "units": 2, "least": {"decimal": "20"}}], self.large(judge, 3))
        self.assertEqual(2, judge.summary(0)["live_repeats"])
        self.assertEqual(0, judge.summary(10**9)["live_repeats"])
        self.assertEqual(3, judge.summary(0)["repeats"])
        self.assertEqual({"in_window": 1, "beyond_window": 1, "across_shards": 1}, judge.summary(10**9)["causes"])
        self.assertEqual({"in_window": 0, "beyond_window": 0, "across_shards": 1}, judge.summary(3)["causes"])

    def test_answers_without_a_window_all_repeats_count_live(self):
        records = [("a", number, 0, order(amount=20)) for number in range(3)]
        self.assertEqual(3, self.large(self.judge(*records, event="window: 0s"), 0)[0]["n"])

    def test_answers_buckets_before_keep_are_hidden(self):
        judge = self.judge(("a", 1, 0, order()))
        for cut, hidden in ((25 * HOUR // 5_000 - 1, False), (25 * HOUR // 5_000, True)):
            hours = [cell.hidden for cell in judge.answers(cut) if cell.every == "1h"]
            self.assertEqual([hidden], hours)

    def test_answers_keys_that_are_not_live_count_below_the_cut_alone(self):
        judge = self.judge(
            ("a", 1, 0, order(id="1", state="NEW")),
            ("a", 2, 0, order(id="2", state="PAID")),
            ("a", 3, 5_000, order(id="3", state="NEW")),
            ("a", 4, 5_000, order(id="4", state="PAID")),
        )
        for cut, expected in ((0, {"PAID": 2}), (1, {"NEW": 1, "PAID": 2}), (2, {"NEW": 2, "PAID": 2})):
            cells = [cell for cell in judge.answers(cut) if cell.view == "by_state"]
            self.assertEqual(expected, {cell.key["state"]: cell.measures["n"] for cell in cells})

    def test_main_answers_lines_by_lines(self):
        record = {"shard": "a", "seq": "1", "sub": 0, "arrival": 0, "data": base64.b64encode(order(amount=20)).decode()}
        said = "\n".join(map(json.dumps, [record, {"cut": 0}]))
        with shop() as pipeline, mock.patch("sys.stdin", io.StringIO(said)), mock.patch("sys.stdout", io.StringIO()) as out:
            with mock.patch("trueup_oracle.pipeline.load", return_value=pipeline):
                __main__.main("folder", "5000")
        *cells, end = map(json.loads, out.getvalue().splitlines())
        self.assertEqual(["1h", "1d", "1d"], [cell["every"] for cell in cells])
        none = {"in_window": 0, "beyond_window": 0, "across_shards": 0}
        self.assertEqual({"accepted": 1, "repeats": 0, "live_repeats": 0, "causes": none, "rejected": {}}, end["end"])
