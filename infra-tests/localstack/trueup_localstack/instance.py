"""One running LocalStack with all that belongs to it, known by its root folder."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from trueup_localstack import environment, health, ports, processes
from trueup_localstack.failure import Failure
from trueup_localstack.home import SOURCE, Home, Root


@dataclass(frozen=True)
class Wish:
    """How an instance shall be started; a port that is None becomes any free one."""

    home: Home
    root: Root
    port: int | None = None
    dynamodb_port: int | None = None
    ready_timeout: float = 120
    watched_parent: int | None = None
    function_env: dict[str, str] = field(default_factory=dict)


def running(root: Root) -> dict | None:
    """What the record of the instance at `root` says, or None if no instance is healthy there."""
    try:
        record = json.loads(root.record.read_text())
    except FileNotFoundError:
        return None
    return record if processes.start_time(record["pid"]) == record["pid_start_time"] else None


def stop(root: Root) -> int:
    """Ends every process of the instance at `root`, removes its files but for the log.

    Returns how many processes there were: 0 if nothing ran, which is no error. Nothing in
    LocalStack is worth saving, so all are killed at once.
    """
    record = running(root)
    ended = processes.kill_marked(root.path, first=record and record["pid"])
    root.record.unlink(missing_ok=True)
    shutil.rmtree(root.disposable, ignore_errors=True)
    return ended


def start(wish: Wish) -> dict:
    """Starts an instance and returns its record when it is healthy, or leaves nothing behind."""
    wish.root.path.mkdir(parents=True, exist_ok=True)
    with _alone(wish.root):
        if record := running(wish.root):
            raise Failure(
                f"an instance runs at {wish.root.path} already (pid {record['pid']}, port {record['port']}): "
                f"stop it first, or choose another --root",
                exit_code=2,
            )
        stop(wish.root)  # what an instance that crashed left
        port, dynamodb_port = ports.chosen(wish.port, "--port"), ports.chosen(wish.dynamodb_port, "--dynamodb-port")
        try:
            return _launch(wish, port, dynamodb_port)
        except BaseException:
            stop(wish.root)
            raise


def _launch(wish: Wish, port: int, dynamodb_port: int) -> dict:
    root = wish.root
    env = environment.of_instance(wish.home, root, port, dynamodb_port, wish.function_env)
    for folder in ("root/usr/lib", "tmp"):
        (root.disposable / folder).mkdir(parents=True)
    (root.disposable / "root/usr/lib/localstack").symlink_to(wish.home.library)
    root.journal.unlink(missing_ok=True)
    began = datetime.now(UTC)
    with open(root.log, "wb") as log:
        process = subprocess.Popen(
            [wish.home.python, "-P", "-m", "trueup_localstack.serve"],
            cwd=root.disposable, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        if wish.watched_parent:
            _watch(wish.watched_parent, process.pid, root, log)
    endpoint, dynamodb_endpoint = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{dynamodb_port}"
    health.await_healthy(process, endpoint, root.log, wish.ready_timeout)
    record = {
        "pid": process.pid,
        "pid_start_time": processes.start_time(process.pid),
        "port": port,
        "endpoint": endpoint,
        "dynamodb_endpoint": dynamodb_endpoint,
        "log": str(root.log),
        "started": began.isoformat(timespec="milliseconds"),
    }
    unfinished = root.disposable / "instance.json"
    unfinished.write_text(json.dumps(record, indent=2) + "\n")
    unfinished.replace(root.record)
    return record


def _watch(parent: int, instance: int, root: Root, log) -> None:
    """Starts the watchdog, given both processes by handles that no other process can take over."""
    try:
        handles = [os.pidfd_open(parent), os.pidfd_open(instance)]
    except ProcessLookupError as error:
        raise Failure(f"--watch-parent: no process {parent} runs", exit_code=2) from error
    subprocess.Popen(
        [sys.executable, "-m", "trueup_localstack.watchdog", root.path, *map(str, handles)],
        cwd=root.path, env={"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1", processes.MARK: str(root.path)},
        stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, pass_fds=handles,
    )  # fmt: skip


@contextmanager
def _alone(root: Root) -> Iterator[None]:
    with open(root.path / "start.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failure(f"another start at {root.path} is under way", exit_code=2) from error
        yield
