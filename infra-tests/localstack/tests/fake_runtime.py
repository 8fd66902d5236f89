"""A runtime as a function's process would be: polls, and does what each event's text says."""

import http.client
import os
import subprocess
import sys
import time


def call(method: str, path: str, body: bytes | None = None) -> tuple[http.client.HTTPMessage, bytes]:
    client = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    client.request(method, f"/2018-06-01/runtime{path}", body)
    response = client.getresponse()
    return response.headers, response.read()


def main(start: str) -> None:
    if start == "exit":
        sys.exit(5)
    if start == "error":
        call("POST", "/init/error", b"no such class")
        time.sleep(60)
    while True:
        headers, event = call("GET", "/invocation/next")
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        match event.decode():
            case "exit":
                sys.exit(3)
            case "sleep":
                time.sleep(60)
            case "child":
                event = str(subprocess.Popen(["sleep", "60"]).pid).encode()
            case "throw":
                call("POST", f"/invocation/{request_id}/error", b"thrown")
                continue
        print("did", event.decode(), flush=True)
        call("POST", f"/invocation/{request_id}/response", event)


main(sys.argv[1])
