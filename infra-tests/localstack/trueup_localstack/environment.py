"""The environment in which LocalStack runs."""

import json
import os
from pathlib import Path

from trueup_localstack.home import Home, Root
from trueup_localstack.processes import MARK

FUNCTION_ENVIRONMENT = "TRUEUP_LOCALSTACK_FUNCTION_ENV"
RUNTIME_JARS = "TRUEUP_LOCALSTACK_RUNTIME_JARS"
NATIVE_CLIENT = "TRUEUP_LOCALSTACK_NATIVE_CLIENT"


def of_instance(home: Home, root: Root, port: int, dynamodb_port: int, function_env: dict[str, str]) -> dict[str, str]:
    """All variables of the LocalStack process at `root`.

    Of the caller's own only what finds programs passes, so that every start is the same start.
    """
    files = root.disposable
    return {
        "PATH": f"{home.java}/bin{os.pathsep}{os.environ['PATH']}",
        "HOME": str(files),  # a person's own LocalStack settings stay out
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        MARK: str(root.path),
        **_folders(files),
        **_gateway(port),
        **_lambda(home, port, dynamodb_port, function_env),
        **_backends(dynamodb_port),
    }


def _folders(files: Path) -> dict[str, str]:
    return {
        "OVERRIDE_IN_DOCKER": "0",  # else FILESYSTEM_ROOT is ignored inside a container
        "FILESYSTEM_ROOT": str(files / "root"),
        "TMPDIR": str(files / "tmp"),
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DISABLE_EVENTS": "1",
    }


def _gateway(port: int) -> dict[str, str]:
    return {
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "LOCALSTACK_HOST": f"localhost:{port}",
        "DNS_ADDRESS": "0",
        "USE_SSL": "0",
        "EXTRA_CORS_ALLOWED_ORIGINS": "http://localhost:3000",
        "EAGER_SERVICE_LOADING": "0",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def _lambda(home: Home, port: int, dynamodb_port: int, function_env: dict[str, str]) -> dict[str, str]:
    endpoints = {
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        "AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{dynamodb_port}",  # a fifth of the time through LocalStack
    }
    return {
        "LAMBDA_RUNTIME_EXECUTOR": "process",
        "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT": "60",  # many JVMs may begin at once on two cores
        "LAMBDA_KEEPALIVE_MS": "600000",
        "LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC": "0.2",
        "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC": "0.2",
        "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC": "2",
        RUNTIME_JARS: str(home.jars / "runtime"),
        NATIVE_CLIENT: str(home.native_client),
        FUNCTION_ENVIRONMENT: json.dumps({**endpoints, **function_env}),
    }


def _backends(dynamodb_port: int) -> dict[str, str]:
    return {
        "PROVIDER_OVERRIDE_DYNAMODB": "v2",
        "PROVIDER_OVERRIDE_DYNAMODBSTREAMS": "v2",
        "DYNAMODB_IN_MEMORY": "1",
        "DYNAMODB_SHARE_DB": "1",  # so that a client may call DynamoDB Local itself with any key
        "DYNAMODB_LOCAL_PORT": str(dynamodb_port),
        "KINESIS_PERSISTENCE": "0",
        "KINESIS_LATENCY": "100",
        "KINESIS_MOCK_LOG_LEVEL": "WARN",
        "SQS_ENDPOINT_STRATEGY": "path",  # queues under localhost itself, which resolves everywhere
        "CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES": "1",
    }
