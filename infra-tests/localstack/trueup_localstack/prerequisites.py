"""The tools that must be on the machine before anything can be installed."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from trueup_localstack.failure import Failure

OLDEST_NODE = 18
OLDEST_JAVA = 17


@dataclass(frozen=True)
class Java:
    """A JDK: where it is, and its full version."""

    home: Path
    version: str


@dataclass(frozen=True)
class Tools:
    """What `setup` works with; absent tools are named all at once."""

    java: Java
    node_version: str


def found() -> Tools:
    """The tools of this machine; fails with a line for each that is missing or too old."""
    java, node = _java(), _node_version()
    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("Python's venv module (Debian: apt-get install python3-venv)")
    if node is None or int(node.split(".")[0]) < OLDEST_NODE:
        missing.append(f"Node.js {OLDEST_NODE} or newer, found {node or 'none'} (Debian: apt-get install nodejs)")
    if not shutil.which("npm"):
        missing.append("npm (Debian: apt-get install npm)")
    if not shutil.which("mvn"):
        missing.append("Maven (Debian: apt-get install maven)")
    if java is None or int(java.version.split(".")[0]) < OLDEST_JAVA:
        missing.append(
            f"JDK {OLDEST_JAVA} or newer, found {java.version if java else 'none'} "
            f"(Debian: apt-get install openjdk-{OLDEST_JAVA}-jdk-headless; or set JAVA_HOME)"
        )
    if missing:
        raise Failure("missing: " + "\n         ".join(missing))
    return Tools(java, node)


def _java() -> Java | None:
    """The JDK at JAVA_HOME, else the one whose `java` is on the PATH, as it names itself."""
    home = os.environ.get("JAVA_HOME")
    output = _output([f"{home}/bin/java" if home else "java", "-XshowSettings:properties", "-version"])
    settings = dict(re.findall(r"^ +(java\.home|java\.version) = (.*)$", output, re.MULTILINE))
    return Java(Path(settings["java.home"]), settings["java.version"]) if settings else None


def _node_version() -> str | None:
    return _output(["node", "--version"]).strip().removeprefix("v") or None


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    except OSError:
        return ""
