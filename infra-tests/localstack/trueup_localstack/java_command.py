"""The command that runs a Java function on the host's JDK."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from trueup_localstack.failure import Failure

MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE_CLIENT_PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
FAST_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData")
HEAP_SHARE = 0.85


@dataclass(frozen=True)
class JavaFunction:
    """A function's code and settings, as far as its process depends on them.

    `tool_options` are the function's own JAVA_TOOL_OPTIONS, not to be given in the environment
    as well: only as the last on the command line do they count more than the flags given here.
    """

    runtime: str
    handler: str
    memory_mb: int
    code: Path
    tool_options: str

    def command(self, runtime_jars: str, native_client: str, temp: Path) -> list[str]:
        """The process, on the JDK first on the PATH whichever version the runtime names."""
        if not self.runtime.startswith("java"):
            raise Failure(f"runtime {self.runtime!r}: only Java functions run on the host")
        flags = [
            f"-Xmx{max(int(self.memory_mb * HEAP_SHARE), 64)}m",
            *FAST_START,
            f"-Djava.io.tmpdir={temp}",
            f"-D{NATIVE_CLIENT_PROPERTY}={native_client}",
            *shlex.split(self.tool_options),
        ]
        class_path = f"{runtime_jars}/*:{self.code}:{self.code}/lib/*"
        return ["java", *flags, "-cp", class_path, MAIN, self.handler]
