import json
import os
import signal
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

from trueup_localstack.function_log import FunctionLog
from trueup_localstack.processes import start_time
from trueup_localstack.runtime import InitError, Outcome, Runtime
from trueup_localstack.runtime_api import Invocation

FAKE = Path(__file__).with_name("fake_runtime.py")


class RuntimeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = FunctionLog(Path(folder.name) / "log")

    def spawn(self, start: str = "poll") -> Runtime:
        command = [sys.executable, str(FAKE), start]
        runtime = Runtime(command, self.log.path.parent, {"PATH": os.environ["PATH"]}, self.log.path)
        self.addCleanup(runtime.kill)
        return runtime

    def ready(self) -> Runtime:
        runtime = self.spawn()
        runtime.await_ready(timeout=10)
        return runtime

    def invoke(self, runtime: Runtime, event: str, timeout: float = 10) -> Outcome:
        return runtime.invoke(Invocation(f"id-{event}", event.encode(), "arn", "trace", 0), timeout)

    def test_invoke_many_events_each_its_answer_and_its_log(self):
        runtime = self.ready()
        for event in ("one", "two", "three"):
            self.assertEqual(Outcome(event.encode(), failed=False), self.invoke(runtime, event))
            self.assertEqual(f"did {event}\n", self.log.news())
        self.assertEqual("did one\ndid two\ndid three\n", self.log.tail())

    def test_invoke_function_throws_failed_and_goes_on(self):
        runtime = self.ready()
        self.assertEqual(Outcome(b"thrown", failed=True), self.invoke(runtime, "throw"))
        self.assertFalse(self.invoke(runtime, "next").failed)

    def test_invoke_process_exits_failed_with_status(self):
        runtime = self.ready()
        outcome = self.invoke(runtime, "exit")
        self.assertTrue(outcome.failed)
        error = json.loads(outcome.body)
        self.assertEqual("Runtime.ExitError", error["errorType"])
        self.assertIn("RequestId: id-exit", error["errorMessage"])
        self.assertIn("exit status 3", error["errorMessage"])
        self.assertFalse(runtime.alive)
        self.assertTrue(self.invoke(runtime, "again").failed)

    def test_invoke_process_killed_midway_fails_at_once(self):
        runtime = self.ready()
        threading.Timer(0.2, os.kill, (runtime.pid, signal.SIGKILL)).start()
        began = time.monotonic()
        self.assertTrue(self.invoke(runtime, "sleep").failed)
        self.assertLess(time.monotonic() - began, 5)

    def test_invoke_too_slow_times_out_and_can_be_killed(self):
        runtime = self.ready()
        with self.assertRaises(TimeoutError):
            self.invoke(runtime, "sleep", timeout=0.2)
        runtime.kill()
        self.assertFalse(runtime.alive)

    def test_kill_child_of_function_ends_too(self):
        for end in (Runtime.kill, lambda runtime: self.invoke(runtime, "exit")):
            runtime = self.ready()
            child = int(self.invoke(runtime, "child").body)
            self.assertIsNotNone(start_time(child))
            end(runtime)
            self.assertIsNone(start_time(child))

    def test_await_ready_process_exits_init_error(self):
        with self.assertRaisesRegex(InitError, "exit status 5"):
            self.spawn("exit").await_ready(timeout=10)

    def test_await_ready_reported_error_its_words(self):
        with self.assertRaisesRegex(InitError, "no such class"):
            self.spawn("error").await_ready(timeout=10)
