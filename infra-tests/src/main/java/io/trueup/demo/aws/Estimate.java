package io.trueup.demo.aws;

import static io.trueup.cli.cost.Prices.ALARM_MONTH;
import static io.trueup.cli.cost.Prices.API_REQUEST;
import static io.trueup.cli.cost.Prices.DELIVERED_GB;
import static io.trueup.cli.cost.Prices.HOURS_A_MONTH;
import static io.trueup.cli.cost.Prices.KEY_MONTH;
import static io.trueup.cli.cost.Prices.LAMBDA_GB_SECOND;
import static io.trueup.cli.cost.Prices.LAMBDA_REQUEST;
import static io.trueup.cli.cost.Prices.METRIC_MONTH;
import static io.trueup.cli.cost.Prices.QUEUE_REQUEST;
import static io.trueup.cli.cost.Prices.READ;
import static io.trueup.cli.cost.Prices.SHARD_HOUR;
import static io.trueup.cli.cost.Prices.SHARD_PUT;
import static io.trueup.cli.cost.Prices.SHARD_RETENTION_HOUR;
import static io.trueup.cli.cost.Prices.STATE_TRANSITION;
import static io.trueup.cli.cost.Prices.STORED_PUT;
import static io.trueup.cli.cost.Prices.WRITE;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What something costs, in US dollars by what it is paid for, in the order of a bill. */
public record Estimate(Map<String, Double> items) {

  private static final int SHARDS = 2;

  /** A month of a deployment with 2 shards, a heartbeat every 10 s, and no events. */
  public static Estimate idleMonth() {
    return of(Duration.ofSeconds(Math.round(HOURS_A_MONTH * 3600)), Duration.ofSeconds(10), 0, 0);
  }

  /**
   * The demo's run: an hour with a heartbeat a second, so many events of 300 bytes for so many
   * views. An event that is alone in its delta is a write per view live, one more when it is trued
   * up, and a directory entry each; events that share a cell are less.
   */
  public static Estimate run(long events, int views) {
    return of(Duration.ofHours(1), Duration.ofSeconds(1), events, views);
  }

  private static Estimate of(Duration time, Duration heartbeat, long events, int views) {
    double hours = time.toSeconds() / 3600.0;
    double beats = (double) time.toSeconds() / heartbeat.toSeconds();
    double consumed = beats * SHARDS * 2; // each beat of each shard is a batch for both layers
    Map<String, Double> items = new LinkedHashMap<>();
    items.put(
        "Kinesis, 2 shards",
        hours * SHARDS * (SHARD_HOUR + SHARD_RETENTION_HOUR)
            + (beats * SHARDS + events) * SHARD_PUT);
    // a beat's own function, and its consumers: 1 GB for some 20 ms
    items.put("Lambda", (beats + consumed) * (LAMBDA_REQUEST + 0.02 * LAMBDA_GB_SECOND));
    // a batch is a head read and a ledger entry written; an event up to four writes a view
    items.put("DynamoDB", consumed * (READ + WRITE) + 4.0 * events * views * WRITE);
    items.put("SQS, heartbeats", beats * 3 * QUEUE_REQUEST);
    items.put("Firehose and S3", events * 2 * 300 / 1e9 * DELIVERED_GB + hours * 60 * STORED_PUT);
    items.put("KMS key", KEY_MONTH * hours / HOURS_A_MONTH);
    // three alarms on one metric, one on three; a look each 5 minutes: half a GB for some 100 ms, a
    // day's ledger of each shard
    double looks = time.toSeconds() / 300.0;
    items.put(
        "CloudWatch, alarms",
        (2 * METRIC_MONTH + 6 * ALARM_MONTH) * hours / HOURS_A_MONTH
            + looks * (LAMBDA_REQUEST + 0.05 * LAMBDA_GB_SECOND + SHARDS * 36 * READ));
    items.put(
        "Step Functions and API",
        events == 0 ? 0 : 40 * STATE_TRANSITION + 2.0 * events / 10 * API_REQUEST);
    return new Estimate(items);
  }

  /** All of it. */
  public double sum() {
    return items.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A line an item, and the sum. */
  public String table() {
    return items.entrySet().stream()
            .map(item -> line(item.getKey(), item.getValue()))
            .collect(Collectors.joining())
        + line("all", sum());
  }

  private static String line(String what, double dollars) {
    return String.format(Locale.ROOT, "    %-24s %8.2f USD%n", what, dollars);
  }
}
