"""Changes to LocalStack's own code, made as it starts."""

import base64
import gzip
import tempfile
from datetime import UTC, datetime

from localstack.services.cloudformation.provider_utils import generate_default_name
from localstack.services.dynamodb.server import DynamodbServer
from localstack.services.firehose.provider import FirehoseProvider
from localstack.services.kinesisfirehose.resource_providers.aws_kinesisfirehose_deliverystream import (
    KinesisFirehoseDeliveryStreamProvider as FirehoseStreams,
)
from localstack.services.s3 import provider as s3
from localstack.services.s3.resource_providers import aws_s3_bucket

from trueup_localstack.library import dynamodb_command
from trueup_localstack.object_key import object_key


def apply() -> None:
    _keep_s3_objects_apart()
    _run_dynamodb_from_plain_jars()
    _honour_firehose_destinations()
    _name_unnamed_firehose_streams()
    _empty_whole_buckets()


def _keep_s3_objects_apart() -> None:
    """Keeps each instance's objects in its own folder, where LocalStack has one for all in /tmp."""
    s3.DEFAULT_S3_TMP_DIR = f"{tempfile.gettempdir()}/s3"


def _run_dynamodb_from_plain_jars() -> None:
    command = DynamodbServer._create_shell_command
    DynamodbServer._create_shell_command = lambda self: dynamodb_command(command(self), tempfile.gettempdir())


def _honour_firehose_destinations() -> None:
    """Makes Firehose evaluate the expressions of a prefix, and compress."""
    put_uncompressed = FirehoseProvider._put_records_to_s3_bucket

    def put_records(self, stream_name, records, s3_destination_description):
        """Puts all records of one call as one object, compressed if the destination says so."""
        data = b"".join(base64.b64decode(record.get("Data") or record["data"]) for record in records)
        destination = dict(s3_destination_description)
        if destination.get("CompressionFormat") == "GZIP":
            data = gzip.compress(data)
            destination["FileExtension"] = destination.get("FileExtension") or ".gz"
        put_uncompressed(self, stream_name, [{"Data": base64.b64encode(data)}], destination)

    def s3_object_path(self, stream_name, prefix, file_extension):
        return object_key(prefix, stream_name, file_extension, datetime.now(UTC))

    FirehoseProvider._put_records_to_s3_bucket = put_records
    FirehoseProvider._get_s3_object_path = s3_object_path


def _name_unnamed_firehose_streams() -> None:
    """Names the delivery streams of a stack that names none: LocalStack does, and forgets the name at once."""
    create = FirehoseStreams.create

    def create_named(self, request):
        stream = request.desired_state
        if not stream.get("DeliveryStreamName"):
            stream["DeliveryStreamName"] = generate_default_name(request.stack_name, request.logical_resource_id)
        return create(self, request)

    FirehoseStreams.create = create_named


def _empty_whole_buckets() -> None:
    """Empties a stack's buckets before their deletion, where LocalStack leaves old versions and all past 1,000."""

    def delete_all_objects(s3_client, bucket: str) -> None:
        for page in s3_client.get_paginator("list_object_versions").paginate(Bucket=bucket):
            versions = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
            objects = [{"Key": version["Key"], "VersionId": version["VersionId"]} for version in versions]
            if objects:
                s3_client.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})

    aws_s3_bucket.delete_all_s3_objects = delete_all_objects
