import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from trueup_localstack import processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


class ProcessesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def spawn(self, root: Path, command: list[str] = SLEEP) -> subprocess.Popen:
        process = subprocess.Popen(command, env={processes.MARK: str(root)}, start_new_session=True)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def test_start_time_living_process_same_each_time(self):
        self.assertEqual(processes.start_time(os.getpid()), processes.start_time(os.getpid()))

    def test_start_time_ended_process_none_reaped_or_not(self):
        process = self.spawn(self.root, ["/bin/true"])
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        self.assertIsNone(processes.start_time(process.pid))
        process.wait()
        self.assertIsNone(processes.start_time(process.pid))

    def test_marked_other_roots_and_longer_names_not_taken(self):
        mine = self.spawn(self.root)
        self.spawn(Path(f"{self.root}-2"))
        self.assertEqual([mine.pid], processes.marked(self.root))

    def test_kill_marked_ends_orphans_too(self):
        parent = self.spawn(self.root, [sys.executable, "-c", f"import subprocess; subprocess.Popen({SLEEP!r})"])
        parent.wait()
        [orphan] = processes.marked(self.root)
        self.assertEqual(1, processes.kill_marked(self.root))
        self.assertIsNone(processes.start_time(orphan))

    def test_kill_marked_nothing_runs_zero(self):
        self.assertEqual(0, processes.kill_marked(self.root))

    def test_kill_marked_spares_process_of_another_root(self):
        other = self.spawn(Path(f"{self.root}-2"))
        processes.kill_marked(self.root)
        time.sleep(0.05)
        self.assertIsNone(other.poll())
