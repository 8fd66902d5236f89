"""What every start would otherwise do anew, done once at setup, inside the installed environment.

Called with the library's folder: indexes AWS's service descriptions there (six seconds of each
start), and imports the services that Trueup uses, so that their byte code is there.
"""

import importlib
import sys
from pathlib import Path

from trueup_localstack import compat

SERVICES = (
    "apigateway.next_gen.provider", "cloudformation.v2.provider", "cloudwatch.provider_v2", "dynamodb.v2.provider",
    "dynamodbstreams.v2.provider", "events.provider", "firehose.provider", "iam.provider", "kinesis.provider",
    "kms.provider", "lambda_.provider", "logs.provider", "s3.provider", "secretsmanager.provider", "sns.provider",
    "sqs.provider", "ssm.provider", "stepfunctions.provider", "sts.provider",
)  # fmt: skip


def main(library: str) -> None:
    compat.apply()
    from localstack.aws import spec

    spec.build_service_index_cache(str(Path(library) / spec._get_catalog_filename()))
    for service in SERVICES:
        importlib.import_module(f"localstack.services.{service}")


if __name__ == "__main__":
    main(*sys.argv[1:])
