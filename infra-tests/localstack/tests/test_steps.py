import tempfile
import unittest
from pathlib import Path

from trueup_localstack.steps import Step, fingerprint, run_in_order


class StepsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.done: list[str] = []

    def step(self, name: str, inputs: str = "1") -> Step:
        return Step(name, inputs, self.folder / "stamps" / name, lambda: self.done.append(name))

    def run_steps(self, *steps: Step) -> list[str]:
        self.done.clear()
        run_in_order(list(steps), lambda _: None)
        return self.done

    def test_run_in_order_second_run_does_nothing(self):
        self.assertEqual(["a", "b"], self.run_steps(self.step("a"), self.step("b")))
        self.assertEqual([], self.run_steps(self.step("a"), self.step("b")))

    def test_run_in_order_changed_inputs_redoes_it_and_what_follows(self):
        self.run_steps(self.step("a"), self.step("b"), self.step("c"))
        self.assertEqual(["b", "c"], self.run_steps(self.step("a"), self.step("b", "2"), self.step("c")))

    def test_run_in_order_interrupted_is_due_again_with_what_follows(self):
        self.run_steps(self.step("a"), self.step("b"))

        def interrupt():
            raise KeyboardInterrupt

        interrupted = Step("a", "2", self.folder / "stamps" / "a", interrupt)
        with self.assertRaises(KeyboardInterrupt):
            self.run_steps(interrupted, self.step("b"))
        self.assertEqual(["a", "b"], self.run_steps(self.step("a"), self.step("b")))

    def test_fingerprint_any_difference_differs(self):
        file, renamed = self.folder / "x", self.folder / "y"
        file.write_text("1")
        renamed.write_text("1")
        prints = [fingerprint(file), fingerprint(renamed), fingerprint("1"), fingerprint("1", ""), fingerprint("", "1")]
        file.write_text("2")
        prints.append(fingerprint(file))
        self.assertEqual(len(prints), len(set(prints)))
