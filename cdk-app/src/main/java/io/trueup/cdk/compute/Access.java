package io.trueup.cdk.compute;

import io.trueup.cdk.Settings;
import io.trueup.cdk.data.DataStack;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.s3.assets.Asset;

/** The permissions on a deployment's data, each as narrow as IAM can say it. */
final class Access {

  private static final String RUN_TIME_TABLES =
      "Segment tables are made by each true-up under the deployment's own prefix.";
  private static final String KEYS_OF_OBJECTS =
      "Keys of objects hold time and run; the prefix is as far as they are known.";

  private static final String IMPORT_LOGS =
      "DynamoDB makes the log group of imports and names its streams when an import runs.";

  private static final String DEFINITIONS =
      "Definitions of before stay in force; their objects are named by their content.";

  private static final String RUNS =
      "Executions are named when they start; the state machine is as far as they are known.";

  private final DataStack data;
  private final String segments;
  private final String runs;
  private final String workflow;
  private final String bus;

  Access(DataStack data, Settings settings) {
    this.data = data;
    this.segments =
        Stack.of(data)
            .formatArn(
                ArnComponents.builder()
                    .service("dynamodb")
                    .resource("table")
                    .resourceName(settings.segmentPrefix() + "*")
                    .build());
    this.runs =
        Stack.of(data)
            .formatArn(
                ArnComponents.builder()
                    .service("states")
                    .resource("execution")
                    .resourceName(settings.workflow() + ":*")
                    .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                    .build());
    this.workflow = workflow(Stack.of(data), settings);
    this.bus =
        Stack.of(data)
            .formatArn(
                ArnComponents.builder()
                    .service("events")
                    .resource("event-bus")
                    .resourceName(settings.eventBus())
                    .build());
  }

  /** By its name: the workflow itself calls the functions that get this. */
  private static String workflow(Stack stack, Settings settings) {
    return stack.formatArn(
        ArnComponents.builder()
            .service("states")
            .resource("stateMachine")
            .resourceName(settings.workflow())
            .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
            .build());
  }

  /** What an event source mapping needs to read the stream. */
  Permission consumeStream() {
    return Permission.to(
            "kinesis",
            "DescribeStream",
            "DescribeStreamSummary",
            "GetRecords",
            "GetShardIterator",
            "ListShards")
        .on(data.stream().getStreamArn());
  }

  /** What it takes to read again what is still there. */
  Permission replayStream() {
    return Permission.to("kinesis", "DescribeStreamSummary", "GetRecords", "GetShardIterator")
        .on(data.stream().getStreamArn());
  }

  Permission listShards() {
    return Permission.to("kinesis", "DescribeStreamSummary", "ListShards")
        .on(data.stream().getStreamArn());
  }

  Permission putEvents() {
    return Permission.to("kinesis", "PutRecord", "PutRecords").on(data.stream().getStreamArn());
  }

  Permission readControl() {
    return read(data.control());
  }

  Permission writeControl() {
    return write(data.control());
  }

  Permission readHot() {
    return read(data.hot());
  }

  Permission writeHot() {
    return write(data.hot());
  }

  Permission readSegments() {
    return Permission.to("dynamodb", "GetItem", "Query").onAll(segments, RUN_TIME_TABLES);
  }

  Permission makeSegments() {
    return Permission.to(
            "dynamodb",
            "BatchWriteItem",
            "CreateTable",
            "DescribeTable",
            "GetItem",
            "PutItem",
            "Query",
            "TagResource")
        .onAll(segments, RUN_TIME_TABLES);
  }

  /**
   * To let DynamoDB make them of objects, and to make them then what tables made otherwise are:
   * with tags, and as warm as others. The name of an import begins with that of its table.
   */
  Permission importSegments() {
    return Permission.to(
            "dynamodb",
            "DescribeImport",
            "DescribeTable",
            "GetItem",
            "ImportTable",
            "PutItem",
            "Query",
            "TagResource",
            "UpdateTable")
        .onAll(segments, RUN_TIME_TABLES);
  }

  /** DynamoDB logs what it can't import as the one who asked for it. */
  Permission logImports() {
    return Permission.to(
            "logs",
            "CreateLogGroup",
            "CreateLogStream",
            "DescribeLogGroups",
            "DescribeLogStreams",
            "PutLogEvents",
            "PutRetentionPolicy")
        .onAll(
            Stack.of(data)
                .formatArn(
                    ArnComponents.builder()
                        .service("logs")
                        .resource("log-group")
                        .resourceName("/aws-dynamodb/imports*")
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build()),
            IMPORT_LOGS);
  }

  /** The objects that tables are imported of: written, read by DynamoDB, and removed. */
  Permission stageImports() {
    return Permission.to("s3", "DeleteObject", "GetObject", "PutObject")
        .onAll(data.archive().arnForObjects("load/*"), KEYS_OF_OBJECTS);
  }

  Permission dropSegments() {
    return Permission.to("dynamodb", "DeleteTable", "DescribeTable")
        .onAll(segments, RUN_TIME_TABLES);
  }

  /** To find the segment tables that nothing names any more. */
  static Permission listTables() {
    return Permission.to("dynamodb", "ListTables")
        .onAll("*", "AWS lets tables be listed all together or not at all.");
  }

  /** What a table with a customer's key asks of the one who makes it. */
  Permission lendKeyToTables() {
    return Permission.to("kms", "CreateGrant")
        .on(data.key().getKeyArn())
        .when("Bool", "kms:GrantIsForAWSResource", "true");
  }

  /** To see whether a true-up that holds the lease still runs. */
  Permission describeRuns() {
    return Permission.to("states", "DescribeExecution").onAll(runs, RUNS);
  }

  /** To let a true-up go on that waits for a person's decision. */
  Permission answerRuns() {
    return Permission.to("states", "SendTaskSuccess").on(workflow);
  }

  /** To tell those who listen of swaps, as nobody else. */
  Permission tell() {
    return Permission.to("events", "PutEvents")
        .on(bus)
        .when("StringEquals", "events:source", "trueup");
  }

  Permission listArchive() {
    return Permission.to("s3", "ListBucket").on(data.archive().getBucketArn());
  }

  Permission readArchive(String prefix) {
    return Permission.to("s3", "GetObject")
        .onAll(data.archive().arnForObjects(prefix + "*"), KEYS_OF_OBJECTS);
  }

  Permission writeArchive(String prefix) {
    return Permission.to("s3", "PutObject")
        .onAll(data.archive().arnForObjects(prefix + "*"), KEYS_OF_OBJECTS);
  }

  /** To read what the key encrypts. */
  Permission decrypt() {
    return Permission.to("kms", "Decrypt", "DescribeKey").on(data.key().getKeyArn());
  }

  /** To read and write what the key encrypts. */
  Permission useKey() {
    return Permission.to(
            "kms",
            "Decrypt",
            "DescribeKey",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo")
        .on(data.key().getKeyArn());
  }

  /** One asset, and not the rest of the bucket that CDK keeps them in. */
  static Permission readAsset(Asset asset) {
    return Permission.to("s3", "GetObject")
        .on(asset.getBucket().arnForObjects(asset.getS3ObjectKey()));
  }

  /**
   * A definition, and those that were deployed before it: they lie beside it, and records of their
   * epochs are counted by them for ever.
   */
  static Permission readDefinitions(Asset newest) {
    return Permission.to("s3", "GetObject")
        .onAll(newest.getBucket().arnForObjects("*.zip"), DEFINITIONS);
  }

  private static Permission read(Table table) {
    return Permission.to("dynamodb", "GetItem", "Query").on(table.getTableArn());
  }

  private static Permission write(Table table) {
    return Permission.to("dynamodb", "BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query")
        .on(table.getTableArn());
  }
}
