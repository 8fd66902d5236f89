"""What a function's process prints, read from the plain file that it prints into."""

import os
from pathlib import Path

LIMIT = 256 * 1024
"""How many bytes one reading returns at most."""


class FunctionLog:
    """A growing file. All that was printed before an answer is in it when the answer is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read_to = 0

    def news(self) -> str:
        """The lines since the last call; of more than LIMIT bytes only the first, the rest is skipped."""
        with open(self.path, "rb") as file:
            file.seek(self._read_to)
            text = file.read(LIMIT).decode(errors="replace")
            self._read_to = file.seek(0, os.SEEK_END)
        return text if not text or text.endswith("\n") else text + "\n"

    def tail(self) -> str:
        """The last LIMIT bytes, empty if nothing was ever started."""
        if not self.path.exists():
            return ""
        return self.path.read_bytes()[-LIMIT:].decode(errors="replace")
