import socket
import unittest

from trueup_localstack import ports
from trueup_localstack.failure import Failure


class PortsTest(unittest.TestCase):
    def test_chosen_none_free_port(self):
        with socket.socket() as taker:
            taker.bind(("127.0.0.1", ports.chosen(None, "--port")))

    def test_chosen_free_port_itself(self):
        free = ports.chosen(None, "--port")
        self.assertEqual(free, ports.chosen(free, "--port"))

    def test_chosen_port_in_use_names_port_and_option(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            taken = server.getsockname()[1]
            with self.assertRaisesRegex(Failure, f"port {taken} .*another with --dynamodb-port N") as failure:
                ports.chosen(taken, "--dynamodb-port")
        self.assertEqual(2, failure.exception.exit_code)

    def test_chosen_no_port_number_refused(self):
        with self.assertRaisesRegex(Failure, "port 65536 cannot be used"):
            ports.chosen(65536, "--port")
