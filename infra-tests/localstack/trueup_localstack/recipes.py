"""How each part of an installation is made, with the package registries' own clients."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from trueup_localstack.failure import Failure
from trueup_localstack.home import SOURCE, Home

PACKAGE = SOURCE / "trueup_localstack"
NPM_FILES = [SOURCE / name for name in ("package.json", "package-lock.json", ".npmrc")]


@dataclass(frozen=True)
class Recipes:
    """The parts of the installation at `home`; each replaces what is there.

    `lock` is a file descriptor that every client keeps open while it runs, so that one that
    outlives a killed setup still holds up the next.
    """

    home: Home
    log: Path
    lock: int

    def python_packages(self) -> None:
        venv = self.home.path / "venv"
        shutil.rmtree(venv, ignore_errors=True)
        self._run([sys.executable, "-m", "venv", venv], "Python could not make the environment")
        # sources are compiled at their first import: half the time, and two thirds of the space
        self._pip("--no-compile", "-r", SOURCE / "requirements.lock")

    def executor(self) -> None:
        with tempfile.TemporaryDirectory() as copy:  # setuptools writes beside what it builds
            shutil.copytree(PACKAGE, Path(copy) / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(SOURCE / "pyproject.toml", copy)
            self._pip("--no-build-isolation", "--force-reinstall", copy)

    def npm_packages(self) -> None:
        shutil.rmtree(self.home.npm, ignore_errors=True)
        self.home.npm.mkdir()
        for file in NPM_FILES:
            shutil.copy(file, self.home.npm)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", self.home.npm]
        self._run(command, "npm could not install the packages (is its registry reached?)")

    def jars(self) -> None:
        shutil.rmtree(self.home.jars, ignore_errors=True)
        command = ["mvn", "-B", "-q", "-f", SOURCE / "java" / "pom.xml", f"-Dinstall.dir={self.home.jars}"]
        self._run([*command, "process-resources"], "Maven could not copy the jars (is its registry reached?)")

    def warm_up(self) -> None:
        with tempfile.TemporaryDirectory() as root:
            command = [self.home.python, "-P", "-m", "trueup_localstack.warm_up", self.home.library]
            folders = {"HOME": root, "TMPDIR": root, "FILESYSTEM_ROOT": root}
            env = {"PATH": os.environ["PATH"], "OVERRIDE_IN_DOCKER": "0", **folders}
            self._run(command, "LocalStack could not be loaded", env)

    def _pip(self, *arguments: str | Path) -> None:
        command = [self.home.python, "-m", "pip", "install", "--no-deps", "--no-input", "--disable-pip-version-check"]
        self._run([*command, *arguments], "pip could not install the packages (is its registry reached?)")

    def _run(self, command: list[str | Path], failure: str, env: dict[str, str] | None = None) -> None:
        with open(self.log, "ab") as log:
            log.write(f"$ {' '.join(map(str, command))}\n".encode())
            log.flush()
            done = subprocess.run(
                command, cwd=self.home.path, env=env,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[self.lock],
            )  # fmt: skip
        if done.returncode:
            raise Failure(f"{failure}; what it said is in {self.log}")
