import http.client
import unittest
from queue import SimpleQueue

from trueup_localstack.runtime_api import Invocation, RuntimeApi

BASE = "/2018-06-01/runtime"
EVENT = Invocation("id-1", '{"k":"é"}'.encode(), "arn:f", "Root=1", 1234)


class Listener:
    """Keeps what it hears."""

    def __init__(self):
        self.heard = SimpleQueue()

    def on_polled(self):
        self.heard.put("polled")

    def on_init_error(self, error):
        self.heard.put(("init", error))

    def on_result(self, request_id, body, failed):
        self.heard.put((request_id, body, failed))


class RuntimeApiTest(unittest.TestCase):
    def setUp(self):
        self.listener = Listener()
        self.api = RuntimeApi(self.listener)
        self.addCleanup(self.api.close)
        self.client = http.client.HTTPConnection(self.api.address, timeout=10)
        self.addCleanup(self.client.close)

    def call(self, method: str, path: str, body=None, **options) -> tuple[http.client.HTTPResponse, bytes]:
        self.client.request(method, BASE + path, body, **options)
        response = self.client.getresponse()
        return response, response.read()

    def heard(self):
        return self.listener.heard.get(timeout=10)

    def test_next_offered_invocation_with_headers(self):
        self.api.offer(EVENT)
        response, body = self.call("GET", "/invocation/next")
        self.assertEqual(EVENT.payload, body)
        self.assertEqual("polled", self.heard())
        expected = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": "id-1",
            "Lambda-Runtime-Deadline-Ms": "1234",
            "Lambda-Runtime-Invoked-Function-Arn": "arn:f",
            "Lambda-Runtime-Trace-Id": "Root=1",
        }
        self.assertEqual(expected, {name: response.headers[name] for name in expected})

    def test_post_response_and_error_heard_as_such(self):
        for outcome, failed in (("response", False), ("error", True)):
            with self.subTest(outcome):
                response, _ = self.call("POST", f"/invocation/id-1/{outcome}", b"{}")
                self.assertEqual((202, "application/json"), (response.status, response.headers["Content-Type"]))
                self.assertEqual(("id-1", b"{}", failed), self.heard())

    def test_post_init_error_heard(self):
        self.call("POST", "/init/error", b"why")
        self.assertEqual(("init", b"why"), self.heard())

    def test_post_chunked_body_put_together(self):
        self.call("POST", "/invocation/id-1/response", iter([b"[1,", b"2]"]), encode_chunked=True)
        self.assertEqual(("id-1", b"[1,2]", False), self.heard())

    def test_unknown_path_404_with_content_type(self):
        response, _ = self.call("GET", "/restore/next")
        self.assertEqual((404, "application/json"), (response.status, response.headers["Content-Type"]))

    def test_close_waiting_poll_ends(self):
        self.client.request("GET", BASE + "/invocation/next")
        self.assertEqual("polled", self.heard())
        self.api.close()
        with self.assertRaises(http.client.RemoteDisconnected):
            self.client.getresponse()
