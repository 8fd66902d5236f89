"""The folders of an installation and of an instance."""

from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent
"""The folder with the lock files, from which an installation is made."""


@dataclass(frozen=True)
class Home:
    """An installation, shared by every instance that is started from it."""

    path: Path

    @property
    def python(self) -> Path:
        return self.path / "venv" / "bin" / "python"

    @property
    def jars(self) -> Path:
        return self.path / "java"

    @property
    def npm(self) -> Path:
        return self.path / "npm"

    @property
    def library(self) -> Path:
        """What LocalStack would otherwise download, laid out as it looks for it."""
        return self.path / "library"

    @property
    def native_client(self) -> Path:
        """The native part of the Java runtime."""
        return self.library / "libaws-lambda-jni.so"

    @property
    def java(self) -> Path:
        """The JDK that runs DynamoDB Local and the functions."""
        return (self.library / "java" / "21").resolve()

    def default_root(self) -> Path:
        return self.path / "instances" / "default"


@dataclass(frozen=True)
class Root:
    """The folder of one instance; its resolved path is the instance's identity."""

    path: Path

    @property
    def record(self) -> Path:
        return self.path / "instance.json"

    @property
    def log(self) -> Path:
        return self.path / "localstack.log"

    @property
    def journal(self) -> Path:
        return self.path / "invocations.jsonl"

    @property
    def disposable(self) -> Path:
        """Everything LocalStack and the functions write; removed at every start and stop."""
        return self.path / "disposable"


def default_home() -> Path:
    """`.localstack` at the top of the repository."""
    return SOURCE.parent.parent / ".localstack"
