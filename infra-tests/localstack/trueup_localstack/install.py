"""The installation: what it consists of, what of it is due, and doing that."""

import fcntl
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from trueup_localstack import library, prerequisites
from trueup_localstack.home import SOURCE, Home
from trueup_localstack.recipes import NPM_FILES, PACKAGE, Recipes
from trueup_localstack.steps import Step, fingerprint, run_in_order

POM = SOURCE / "java" / "pom.xml"


def due(home: Home) -> list[str]:
    """The names of the steps that have yet to be done for the files as they are now."""
    parts = _parts(home, prerequisites.found(), lock=-1)
    return [step.name for step in sum(parts, []) if step.is_due()]


def install(home: Home) -> None:
    """Does what is due; beside another that does the same, waits for its end first."""
    began = time.monotonic()

    def say(text: str) -> None:
        print(f"[{time.monotonic() - began:6.1f} s] {text}", flush=True)

    tools = prerequisites.found()
    home.path.mkdir(parents=True, exist_ok=True)
    with _exclusive(home.path / "setup.lock", say) as lock:
        *lanes, last = _parts(home, tools, lock)
        with ThreadPoolExecutor() as pool:
            running = [pool.submit(run_in_order, lane, say) for lane in lanes]
        for lane in running:
            lane.result()
        run_in_order(last, say)
    say(f"ready: {home.path}")


def _parts(home: Home, tools: prerequisites.Tools, lock: int) -> list[list[Step]]:
    """Steps in their order: what each registry gives beside one another, at last what is made of it all."""
    recipes = Recipes(home, home.path / "setup.log", lock)
    java_home = tools.java.home

    def step(name: str, work: Callable[[], None], *inputs: str | Path) -> Step:
        return Step(name, fingerprint(str(home.path), *inputs), home.path / "stamps" / name, work)

    python = [SOURCE / "requirements.lock", sys.version]
    jars = [POM, tools.java.version]
    return [
        [
            step("python-packages", recipes.python_packages, *python),
            step("executor", recipes.executor, SOURCE / "pyproject.toml", *sorted(PACKAGE.glob("*.py"))),
        ],
        [
            step("npm-packages", recipes.npm_packages, *NPM_FILES, tools.node_version),
            step("jars", recipes.jars, *jars),
        ],
        [
            step("library", lambda: library.lay_out(home, java_home), str(java_home), Path(library.__file__), *jars),
            step("warm-up", recipes.warm_up, PACKAGE / "warm_up.py", *python),
        ],
    ]


@contextmanager
def _exclusive(path: Path, say: Callable[[str], None]) -> Iterator[int]:
    """Holds the lock file at `path`; yields its descriptor."""
    with open(path, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another setup is at work: waiting for its end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()
