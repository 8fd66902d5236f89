package io.trueup.demo.aws;

/**
 * List prices of us-east-1 in US dollars, of 2025, without free tiers: the one place where they
 * stand. Other regions cost up to twice as much.
 *
 * <p>Source: the pricing page of each service.
 */
final class Prices {

  static final double HOURS_A_MONTH = 730;

  /** Kinesis, provisioned. */
  static final double SHARD_HOUR = 0.015;

  static final double SHARD_PUT = 0.014 / 1e6;

  static final double LAMBDA_REQUEST = 0.20 / 1e6;
  static final double LAMBDA_GB_SECOND = 0.0000166667;

  /** DynamoDB on demand, items of up to 1 KB written and 4 KB read consistently. */
  static final double WRITE = 0.625 / 1e6;

  static final double READ = 0.125 / 1e6;

  static final double QUEUE_REQUEST = 0.40 / 1e6;
  static final double API_REQUEST = 3.50 / 1e6;
  static final double STATE_TRANSITION = 25.0 / 1e6;
  static final double DELIVERED_GB = 0.029;
  static final double STORED_PUT = 0.005 / 1e3;
  static final double KEY_MONTH = 1.00;
  static final double METRIC_MONTH = 0.30;
  static final double ALARM_MONTH = 0.10;

  private Prices() {}
}
