"""Lambda functions as processes of this host, behind LocalStack's Lambda service."""

import json
import os
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from trueup_localstack import journal
from trueup_localstack.environment import FUNCTION_ENVIRONMENT, NATIVE_CLIENT, RUNTIME_JARS
from trueup_localstack.function_log import FunctionLog
from trueup_localstack.home import Root
from trueup_localstack.java_command import JavaFunction
from trueup_localstack.processes import MARK
from trueup_localstack.runtime import InitError, Outcome, Runtime
from trueup_localstack.runtime_api import HOST, Invocation

INHERITED = ("PATH", "LANG", MARK)


class ProcessExecutor(RuntimeExecutor):
    """One execution environment: the runtime of one function, spawned anew when it has ended.

    LocalStack gives an environment one invocation at a time.
    """

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id=id, function_version=function_version)
        self.folder = Path(tempfile.gettempdir()) / "functions" / id
        self.log = FunctionLog(self.folder / "log")
        self.runtime: Runtime | None = None
        self.env: dict[str, str] = {}

    def start(self, env_vars: dict[str, str]) -> None:
        (self.folder / "tmp").mkdir(parents=True)
        settings = self.function_version.config
        self.env = {
            **{name: os.environ[name] for name in INHERITED},
            **{name: str(value) for name, value in env_vars.items()},
            **json.loads(os.environ[FUNCTION_ENVIRONMENT]),
            **(settings.environment or {}),
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "tmp"),
            "LAMBDA_TASK_ROOT": str(self._code()),
            "LAMBDA_RUNTIME_DIR": os.environ[RUNTIME_JARS],
            "TZ": "UTC",
        }
        self._spawn()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        began, timeout = time.time(), int(self.function_version.config.timeout)
        request_id = payload["invoke-id"]
        if not self.runtime.alive:
            self._spawn()
        invocation = Invocation(
            request_id=request_id,
            payload=payload["payload"].encode(),
            function_arn=payload["invoked-function-arn"],
            trace_id=payload["trace-id"],
            deadline_ms=int((time.time() + timeout) * 1000),
        )
        try:
            outcome = self.runtime.invoke(invocation, timeout)
        except TimeoutError:
            self.runtime.kill()
            outcome = _timed_out(request_id, timeout)
        root, function = Root(Path(os.environ[MARK])), self.function_version.id.function_name
        journal.enter(root.journal, function, invocation.payload, outcome.failed)
        return InvocationResult(
            request_id, outcome.body, is_error=outcome.failed, logs=self._framed_logs(request_id, time.time() - began)
        )

    def stop(self) -> None:
        if self.runtime:
            self.runtime.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def get_logs(self) -> str:
        return self.log.tail()

    def get_address(self) -> str:
        return HOST

    def get_endpoint_from_executor(self) -> str:
        return HOST  # by number, so that S3 clients use paths and look no bucket's host name up

    def get_runtime_endpoint(self) -> str:
        return f"http://{HOST}:{config.GATEWAY_LISTEN[0].port}/_localstack_lambda/{self.id}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Leaves the unpacked code, which LocalStack itself removes."""

    def _code(self) -> Path:
        return Path(self.function_version.config.code.get_unzipped_code_location())

    def _spawn(self) -> None:
        settings, env = self.function_version.config, dict(self.env)
        options = env.pop("JAVA_TOOL_OPTIONS", "")
        function = JavaFunction(settings.runtime, settings.handler, int(settings.memory_size), self._code(), options)
        command = function.command(env["LAMBDA_RUNTIME_DIR"], os.environ[NATIVE_CLIENT], self.folder / "tmp")
        self.runtime = Runtime(command, self._code(), env, self.log.path)
        try:
            self.runtime.await_ready(config.LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT)
        except InitError as error:
            self.runtime.kill()
            raise StatusErrorException("the function's process did not start", payload=error.body) from error

    def _framed_logs(self, request_id: str, seconds: float) -> str:
        function, ms = self.function_version, seconds * 1000
        return (
            f"START RequestId: {request_id} Version: {function.id.qualifier}\n{self.log.news()}"
            f"END RequestId: {request_id}\nREPORT RequestId: {request_id}\tDuration: {ms:.2f} ms\t"
            f"Billed Duration: {int(ms) + 1} ms\tMemory Size: {function.config.memory_size} MB\n"
        )


def _timed_out(request_id: str, timeout: int) -> Outcome:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    message = f"{now} {request_id} Task timed out after {timeout:.2f} seconds"
    return Outcome(json.dumps({"errorType": "Sandbox.Timedout", "errorMessage": message}).encode(), failed=True)
