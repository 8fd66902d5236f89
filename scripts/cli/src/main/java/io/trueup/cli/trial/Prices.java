package io.trueup.cli.trial;

/** List prices of AWS in us-east-1 in US dollars, without free tiers, as of {@link #AS_OF}. */
final class Prices {

  static final String AS_OF = "2025-11";

  /** A million PUT payload units of 25 KB, Kinesis Data Streams, provisioned. */
  static final double KINESIS_UNITS = 0.014;

  /** An hour of one shard, Kinesis Data Streams, provisioned. */
  static final double SHARD_HOUR = 0.015;

  /** A million requests, Lambda. */
  static final double LAMBDA_REQUESTS = 0.20;

  /** A GB-second, Lambda on x86. */
  static final double LAMBDA_GB_SECOND = 0.0000166667;

  /** A million write request units of 1 KB, DynamoDB on demand. */
  static final double DYNAMO_WRITES = 0.625;

  /** A GB, Firehose direct put. */
  static final double FIREHOSE_GB = 0.029;

  /** A GB for a month, S3 standard. */
  static final double S3_GB_MONTH = 0.023;

  /** A vCPU for an hour, EMR Serverless on x86. */
  static final double EMR_CPU_HOUR = 0.052624;

  /** A GB of memory for an hour, EMR Serverless on x86. */
  static final double EMR_GB_HOUR = 0.0057785;

  private Prices() {}
}
