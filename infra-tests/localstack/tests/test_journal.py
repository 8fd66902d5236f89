import json
import tempfile
import threading
import unittest
from pathlib import Path

from trueup_localstack import journal


class JournalTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "invocations.jsonl"

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    def test_enter_same_event_twice_is_told_by_its_digest(self):
        for event in (b"one", b"other", b"one"):
            journal.enter(self.file, "speed", event, failed=event == b"other")
        digests = [line["event"] for line in self.lines()]
        self.assertEqual(digests[0], digests[2])
        self.assertNotEqual(digests[0], digests[1])
        self.assertEqual([line["failed"] for line in self.lines()], [False, True, False])

    def test_enter_many_threads_every_line_is_whole(self):
        def enter_many():
            for number in range(100):
                journal.enter(self.file, "speed", str(number).encode(), failed=False)

        threads = [threading.Thread(target=enter_many) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(self.lines()), 800)
