"""Steps of an installation, each done once for what it is made of."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def fingerprint(*inputs: str | Path) -> str:
    """A digest of texts and of files' names and contents; their order counts."""
    digest = hashlib.sha256()
    for entry in inputs:
        name, content = (entry.name, entry.read_bytes()) if isinstance(entry, Path) else ("", entry.encode())
        for part in (name.encode(), content):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


@dataclass(frozen=True)
class Step:
    """Work that is due until its stamp says that it was finished for these same inputs."""

    name: str
    inputs: str
    stamp: Path
    work: Callable[[], None]

    def is_due(self) -> bool:
        return not self.stamp.exists() or self.stamp.read_text() != self.inputs


def run_in_order(steps: list[Step], say: Callable[[str], None]) -> None:
    """Does the steps from the first that is due on, as each builds on those before it.

    Stamps go before the work begins and come back one by one as it ends well: what was
    interrupted is due again.
    """
    first = next((index for index, step in enumerate(steps) if step.is_due()), len(steps))
    for step in steps[first:]:
        step.stamp.unlink(missing_ok=True)
    for step in steps[first:]:
        say(f"{step.name}: installing")
        step.work()
        step.stamp.parent.mkdir(parents=True, exist_ok=True)
        step.stamp.write_text(step.inputs)
        say(f"{step.name}: installed")
