import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from trueup_localstack.__main__ import main


class CommandLineTest(unittest.TestCase):
    def run_main(self, *arguments: str) -> tuple[int, str]:
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                code = main(list(arguments))
            except SystemExit as end:
                code = end.code
        return code, output.getvalue()

    def test_help_every_command_explained(self):
        code, output = self.run_main("--help")
        self.assertEqual(0, code)
        for command in ("setup", "start", "stop", "status"):
            self.assertRegex(output, f"(?m)^ +{command} +[a-z]")

    def test_stop_and_status_nothing_runs_said_so(self):
        with tempfile.TemporaryDirectory() as root:
            self.assertEqual((0, "nothing ran\n"), self.run_main("stop", "--root", root))
            self.assertEqual((3, "no instance runs here\n"), self.run_main("status", "--root", root))

    def test_status_record_of_ended_process_not_running(self):
        with tempfile.TemporaryDirectory() as root:
            Path(root, "instance.json").write_text('{"pid": 1, "pid_start_time": -1}')
            self.assertEqual(3, self.run_main("status", "--root", root)[0])

    def test_start_not_set_up_names_what_to_do(self):
        with tempfile.TemporaryDirectory() as home:
            code, output = self.run_main("start", "--home", home)
            self.assertEqual(1, code)
            self.assertIn("run localstack setup first", output)
            self.assertEqual([], list(Path(home).iterdir()))

    def test_start_malformed_variable_refused(self):
        code, output = self.run_main("start", "--env", "NAME")
        self.assertEqual(2, code)
        self.assertIn("'NAME' is not of the form NAME=VALUE", output)
