"""Waiting until LocalStack and the DynamoDB Local below it answer."""

import http.client
import subprocess
import time
import urllib.request
from pathlib import Path

from trueup_localstack.failure import Failure

TAIL_LINES = 25


def await_healthy(process: subprocess.Popen, endpoint: str, log: Path, timeout: float) -> None:
    """Returns when the gateway is up and DynamoDB, whose port is promised too, has been started.

    Fails with the end of the log if the process ends before, or `timeout` seconds pass.
    """
    list_tables = urllib.request.Request(
        endpoint,
        data=b"{}",
        headers={
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": "DynamoDB_20120810.ListTables",
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20000101/us-east-1/dynamodb/aws4_request, "
            "SignedHeaders=host, Signature=none",
        },
    )
    deadline = time.monotonic() + timeout
    for request in (f"{endpoint}/_localstack/health", list_tables):
        while not _answers(request):
            if process.poll() is not None:
                raise Failure(f"LocalStack ended with {process.returncode} before it was healthy:\n{tail(log)}")
            if time.monotonic() > deadline:
                raise Failure(f"LocalStack was not healthy within {timeout:g} s (--ready-timeout):\n{tail(log)}")
            time.sleep(0.1)


def tail(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-TAIL_LINES:])


def _answers(request: str | urllib.request.Request) -> bool:
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status == 200
    except (OSError, http.client.HTTPException):
        return False
