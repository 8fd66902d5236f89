package io.trueup.cli.cost;

/**
 * List prices of us-east-1 in US dollars, as of {@link #AS_OF}, without free tiers: the one place
 * where they stand. Other regions cost up to twice as much.
 *
 * <p>Source: the pricing page of each service.
 */
public final class Prices {

  public static final String AS_OF = "2025-11";

  public static final double HOURS_A_MONTH = 730;

  /** Kinesis, provisioned: an hour of a shard, and a PUT payload unit of 25 KB. */
  public static final double SHARD_HOUR = 0.015;

  /** Kinesis, provisioned: what an hour of a shard costs more that keeps records up to 7 days. */
  public static final double SHARD_RETENTION_HOUR = 0.020;

  public static final double SHARD_PUT = 0.014 / 1e6;

  /** Lambda on x86. */
  public static final double LAMBDA_REQUEST = 0.20 / 1e6;

  public static final double LAMBDA_GB_SECOND = 0.0000166667;

  /** DynamoDB on demand, items of up to 1 KB written and 4 KB read consistently. */
  public static final double WRITE = 0.625 / 1e6;

  public static final double READ = 0.125 / 1e6;

  /** DynamoDB's import, by its source before compression. */
  public static final double IMPORTED_GB = 0.15;

  public static final double QUEUE_REQUEST = 0.40 / 1e6;
  public static final double API_REQUEST = 3.50 / 1e6;
  public static final double STATE_TRANSITION = 25.0 / 1e6;

  /** Firehose direct put. */
  public static final double DELIVERED_GB = 0.029;

  /** S3 standard: a request that writes, and a GB for a month. */
  public static final double STORED_PUT = 0.005 / 1e3;

  public static final double STORED_GB_MONTH = 0.023;

  /** EMR Serverless on x86. */
  public static final double EMR_CPU_HOUR = 0.052624;

  public static final double EMR_GB_HOUR = 0.0057785;

  /** Glue's Spark: a DPU is 4 vCPU and 16 GB, one worker of the type G.1X. */
  public static final double GLUE_DPU_HOUR = 0.44;

  public static final double KEY_MONTH = 1.00;
  public static final double METRIC_MONTH = 0.30;
  public static final double ALARM_MONTH = 0.10;

  private Prices() {}
}
