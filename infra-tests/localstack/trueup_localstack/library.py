"""The folder in which LocalStack looks for what it would otherwise download."""

import os
import platform
import shutil
import zipfile
from pathlib import Path

from trueup_localstack.home import Home

DYNAMODB_MAIN = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
NATIVE_CLIENT = {
    "x86_64": "jni/libaws-lambda-jni.linux-x86_64.so",
    "aarch64": "jni/libaws-lambda-jni.linux-aarch_64.so",
}


def lay_out(home: Home, java_home: Path) -> None:
    """Links JDK, DynamoDB Local, Kinesis and JSONata under the names LocalStack 4.13 asks for.

    A file at the path of LocalStack's own check is what tells it that nothing is to be fetched.
    """
    shutil.rmtree(home.library, ignore_errors=True)
    links = {
        "java/11": java_home,
        "java/21": java_home,
        "dynamodb-local/2/DynamoDBLocal.jar": next(home.jars.glob("dynamodb/DynamoDBLocal-*.jar")),
        "dynamodb-local/2/DynamoDBLocal_lib": home.jars / "dynamodb",
        "kinesis-local/0.5.2/node_modules": home.npm / "node_modules",
        "jsonata/0.9.7": home.jars / "jsonata",
    }
    for name, target in links.items():
        link = home.library / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    _unpack_native_client(home)


def _unpack_native_client(home: Home) -> None:
    """Unpacks the Java runtime's native library, which functions would all unpack to one path in /tmp.

    Functions that start at the same time would there load each other's unfinished file.
    """
    jar = next(home.jars.glob("runtime/aws-lambda-java-runtime-interface-client-*.jar"))
    with zipfile.ZipFile(jar) as entries:
        home.native_client.write_bytes(entries.read(NATIVE_CLIENT[platform.machine()]))


def dynamodb_command(command: list[str], temp: str) -> list[str]:
    """LocalStack's command for DynamoDB Local, without the agent and the repacked jar it wants.

    Both only exist as LocalStack's own downloads; the plain jars do the same from a class path.
    """
    jar = command.index("-jar")
    options = [option for option in command[1:jar] if not option.startswith("-javaagent:")]
    jars = os.path.join(os.path.dirname(command[jar + 1]), "DynamoDBLocal_lib")
    # its SQLite unpacks a library into the temporary folder at every start
    flags = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", f"-Djava.io.tmpdir={temp}"]
    return [command[0], *flags, *options, "-cp", f"{jars}/*", DYNAMODB_MAIN, *command[jar + 2 :]]
