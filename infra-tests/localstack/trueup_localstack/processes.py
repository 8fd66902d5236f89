"""The processes of one instance, told from all others by a mark in their environment.

Every process of an instance inherits the variable MARK with the instance's root as its value.
So they are found wherever they were re-parented to, and no process is ever taken for one of
them because it got a number that was used before. Linux only: reads /proc and uses pidfd.
"""

import contextlib
import os
import signal
import time
from pathlib import Path

from trueup_localstack.failure import Failure

MARK = "TRUEUP_LOCALSTACK_ROOT"


def start_time(pid: int) -> int | None:
    """When the process `pid` began, in clock ticks since boot; None if there is none or it ended."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state in "ZX" else int(fields[18])


def is_marked(pid: int, root: Path) -> bool:
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:  # ended, or another user's
        return False
    return f"{MARK}={root}".encode() in environment.split(b"\0")


def marked(root: Path) -> list[int]:
    """The living processes of the instance at `root`, other than the caller."""
    pids = (int(entry) for entry in os.listdir("/proc") if entry.isdigit())
    return [pid for pid in pids if pid != os.getpid() and is_marked(pid, root)]


def kill_marked(root: Path, first: int | None = None, timeout: float = 15) -> int:
    """Kills the processes of the instance at `root` and returns how many they were.

    `first` is killed before the others, so that it starts none anew. Returns when all are gone;
    fails if one outlives `timeout` seconds.
    """
    killed: set[int] = set()
    deadline = time.monotonic() + timeout
    while pids := marked(root) or _after_a_moment(root):
        if time.monotonic() > deadline:
            raise Failure(f"the processes {pids} of {root} did not end within {timeout:g} s")
        for pid in sorted(pids, key=lambda pid: pid != first):
            _kill(pid, root)
            killed.add(pid)
        time.sleep(0.02)
    return len(killed)


def _after_a_moment(root: Path) -> list[int]:
    """The marked processes on a second look: one that was just replacing its program shows no environment."""
    time.sleep(0.02)
    return marked(root)


def _kill(pid: int, root: Path) -> None:
    with contextlib.suppress(ProcessLookupError):
        handle = os.pidfd_open(pid)
        try:
            if is_marked(pid, root):  # asked again: the handle can't come to mean another process
                signal.pidfd_send_signal(handle, signal.SIGKILL)
        finally:
            os.close(handle)
