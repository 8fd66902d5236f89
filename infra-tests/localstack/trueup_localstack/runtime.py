"""One run of a function's process: from its spawn, over any number of invocations, to its end."""

import contextlib
import json
import os
import signal
import subprocess
import threading
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass
from pathlib import Path

from trueup_localstack.runtime_api import Invocation, RuntimeApi


@dataclass(frozen=True)
class Outcome:
    """What the function answered, or the error that it ended with."""

    body: bytes
    failed: bool


class InitError(Exception):
    """The process reported an error, or ended, before it asked for a first event."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body.decode(errors="replace"))
        self.body = body


class Runtime:
    """A process and the Runtime API it polls. One invocation at a time; never restarted.

    The process leads its own group, and whatever it started ends with it.
    """

    def __init__(self, command: list[str], folder: Path, env: dict[str, str], log: Path) -> None:
        self._api = RuntimeApi(self)
        self._ready: Future[None] = Future()
        self._outcome: Future[Outcome] = Future()
        self._request_id: str | None = None
        self._reaping = threading.Lock()
        self._ended = threading.Event()
        with open(log, "ab") as output:
            self._process = subprocess.Popen(
                command, cwd=folder, env={**env, "AWS_LAMBDA_RUNTIME_API": self._api.address},
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        self._watcher = threading.Thread(target=self._await_end, daemon=True)
        self._watcher.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return not self._ended.is_set()

    def await_ready(self, timeout: float | None = None) -> None:
        """Returns at the process's first poll; raises InitError, or TimeoutError after `timeout` seconds."""
        self._ready.result(timeout)

    def invoke(self, invocation: Invocation, timeout: float) -> Outcome:
        """The outcome of one invocation; raises TimeoutError after `timeout` seconds."""
        self._outcome, self._request_id = Future(), invocation.request_id
        if not self.alive:
            return self._exit()
        self._api.offer(invocation)
        return self._outcome.result(timeout)

    def kill(self) -> None:
        """Ends the process with its group; returns when nothing waits for it any more."""
        with self._reaping:
            if self._process.returncode is None:
                os.killpg(self.pid, signal.SIGKILL)
        self._watcher.join()

    def on_polled(self) -> None:
        with contextlib.suppress(InvalidStateError):  # every poll but the first
            self._ready.set_result(None)

    def on_init_error(self, error: bytes) -> None:
        with contextlib.suppress(InvalidStateError):
            self._ready.set_exception(InitError(error))

    def on_result(self, request_id: str, body: bytes, failed: bool) -> None:
        if request_id == self._request_id:
            self._settle(Outcome(body, failed))

    def _await_end(self) -> None:
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        with self._reaping:
            os.killpg(self.pid, signal.SIGKILL)  # not reaped yet: the number is still its own
            self._process.wait()
        self._ended.set()
        self._api.close()
        self.on_init_error(self._exit().body)
        self._settle(self._exit())

    def _settle(self, outcome: Outcome) -> None:
        with contextlib.suppress(InvalidStateError):  # answered, and died after it
            self._outcome.set_result(outcome)

    def _exit(self) -> Outcome:
        status = f"exit status {self._process.returncode}"
        error = {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"RequestId: {self._request_id} Error: Runtime exited with error: {status}",
        }
        return Outcome(json.dumps(error).encode(), failed=True)
