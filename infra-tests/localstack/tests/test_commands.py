import unittest
from pathlib import Path

from trueup_localstack import environment
from trueup_localstack.failure import Failure
from trueup_localstack.home import Home, Root
from trueup_localstack.java_command import JavaFunction
from trueup_localstack.library import dynamodb_command


class CommandsTest(unittest.TestCase):
    def java(self, runtime: str = "java21", memory_mb: int = 512, tool_options: str = "") -> list[str]:
        function = JavaFunction(runtime, "a.B::c", memory_mb, Path("/code"), tool_options)
        return function.command("/jars", "/native.so", Path("/temp"))

    def test_java_command_runtime_before_code(self):
        command = self.java()
        self.assertEqual("/jars/*:/code:/code/lib/*", command[command.index("-cp") + 1])
        self.assertEqual("a.B::c", command[-1])

    def test_java_command_own_options_last(self):
        command = self.java(tool_options='-Xmx99m "-Dtext=two words"')
        self.assertEqual(["-Xmx99m", "-Dtext=two words", "-cp"], command[command.index("-cp") - 2 :][:3])

    def test_java_command_heap_share_of_memory_but_not_too_small(self):
        self.assertEqual("-Xmx435m", self.java(memory_mb=512)[1])
        self.assertEqual("-Xmx64m", self.java(memory_mb=1)[1])

    def test_java_command_other_runtime_refused(self):
        with self.assertRaisesRegex(Failure, "nodejs22.x"):
            self.java(runtime="nodejs22.x")

    def test_dynamodb_command_plain_jars_same_arguments(self):
        asked = ["java", "-Xmx256m", "-javaagent:/d/agent.jar", "-Dx=/d", "-jar", "/d/DynamoDBLocal.jar", "-port", "7"]
        command = dynamodb_command(asked, "/temp")
        self.assertEqual("java", command[0])
        self.assertLessEqual({"-Xmx256m", "-Dx=/d", "-Djava.io.tmpdir=/temp"}, set(command))
        main = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
        self.assertEqual(["-cp", "/d/DynamoDBLocal_lib/*", main, "-port", "7"], command[-5:])
        self.assertFalse([part for part in command if "agent" in part])

    def test_environment_two_instances_nothing_shared_that_is_written(self):
        home = Home(Path("/home"))
        first, second = (
            environment.of_instance(home, Root(Path(path)), port, port + 1, {})
            for path, port in (("/one", 1000), ("/two", 2000))
        )
        shared = {name for name in first if first[name] == second[name]}
        self.assertFalse(shared & {"HOME", "TMPDIR", "FILESYSTEM_ROOT", "GATEWAY_LISTEN", "DYNAMODB_LOCAL_PORT"})

    def test_environment_option_counts_more_than_endpoint(self):
        env = environment.of_instance(
            Home(Path("/h")), Root(Path("/r")), 1, 2, {"AWS_ENDPOINT_URL_S3": "mine", "K": "V"}
        )
        functions = env[environment.FUNCTION_ENVIRONMENT]
        self.assertIn('"AWS_ENDPOINT_URL_S3": "mine"', functions)
        self.assertIn('"AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:2"', functions)
        self.assertIn('"K": "V"', functions)
