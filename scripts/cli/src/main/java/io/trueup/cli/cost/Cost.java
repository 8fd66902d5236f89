package io.trueup.cli.cost;

import java.util.List;

/**
 * What events of one shape cost in AWS, estimated: {@code once} to take them in, {@code again} with
 * each true-up that recomputes them. A model of the code and of list prices, never measured on a
 * bill.
 */
public record Cost(List<Item> once, List<Item> again, List<String> assumptions) {

  /** A part of the cost, in US dollars, and what it is made of. */
  public record Item(String what, String basis, double dollars) {}

  private static final double MILLION = 1e6;
  private static final double KB = 1_024;
  private static final double GB = 1e9;

  /** Bytes of a pack as {@code send} makes them, and of a PUT payload unit. */
  private static final double PACK = 40_000;

  private static final double UNIT = 25 * KB;

  /** What a delta's item has beside key and state. */
  private static final double DELTA_FRAME = 250;

  private static final int LAYERS = 2;
  private static final double MEMORY_GB = 1;
  private static final double BATCH_SECONDS = 0.25;
  private static final double GZIP = 0.25;

  /** Two workers of 4 vCPU and 16 GB; events a second of one vCPU; seconds to start. */
  private static final double CPUS = 8;

  private static final double CPU_GB = 4;
  private static final double CPUS_A_DPU = 4;
  private static final double EVENTS_PER_CPU = 200_000;
  private static final double START_SECONDS = 90;
  private static final double CELLS_PER_STRIP = 12;

  /** A strip's line has so many bytes beside its cells, which stand in it as base64. */
  private static final double LINE_FRAME = 250;

  private static final double BASE64 = 4.0 / 3;

  public Cost {
    once = List.copyOf(once);
    again = List.copyOf(again);
    assumptions = List.copyOf(assumptions);
  }

  /** The estimate for a million events of a load, deployed as is usual. */
  public static Cost of(Load load) {
    return of(load, (long) MILLION, Batch.STANDARD);
  }

  /** The estimate for so many events of a load. */
  public static Cost of(Load load, long events, Batch batch) {
    return new Cost(
        List.of(
            kinesis(load, events),
            lambda(load, events),
            deltas(load, events),
            ledgers(load, events),
            firehose(load, events),
            storage(load, events)),
        List.of(spark(batch.engine(), events), segment(batch.load(), load, events)),
        List.of(
            "list prices of us-east-1, %s, no free tier".formatted(Prices.AS_OF),
            "%,.0f events a batch; batches of few events write up to one delta per event and view"
                .formatted(load.eventsPerBatch()),
            "events aggregated into packs of 40 kB, as `trueup send` does",
            "a batch takes a function of 1 GB %.2f s".formatted(BATCH_SECONDS),
            "the archive compresses to a quarter",
            "not in it: %.2f a month per provisioned shard, API requests, KMS, logs, tables at rest%s"
                .formatted(
                    (Prices.SHARD_HOUR + Prices.SHARD_RETENTION_HOUR) * 24 * 30,
                    batch.load() == Batch.Way.IMPORT
                        ? "; Spark's wait for an import, which takes minutes at least"
                        : "")));
  }

  /** What it costs to take them in, in US dollars. */
  public double dollars() {
    return sum(once);
  }

  /** What it costs to take them in and to recompute them once, in US dollars. */
  public double all() {
    return sum(once) + sum(again);
  }

  private static double sum(List<Item> items) {
    return items.stream().mapToDouble(Item::dollars).sum();
  }

  private static Item kinesis(Load load, long events) {
    double bytes = load.bytesPerEvent() * events;
    double packs = Math.ceil(bytes / PACK);
    double units = packs * Math.ceil(Math.min(PACK, bytes) / UNIT);
    return new Item("Kinesis", "%,.0f PUT units".formatted(units), units * Prices.SHARD_PUT);
  }

  private static Item lambda(Load load, long events) {
    double batches = batches(load, events);
    double seconds = batches * BATCH_SECONDS * MEMORY_GB;
    return new Item(
        "Lambda, both layers",
        "%,.0f batches, %,.0f GB-s".formatted(batches, seconds),
        batches * Prices.LAMBDA_REQUEST + seconds * Prices.LAMBDA_GB_SECOND);
  }

  private static double batches(Load load, long events) {
    return LAYERS * Math.ceil(events / load.eventsPerBatch());
  }

  private static Item deltas(Load load, long events) {
    double perWrite = Math.ceil((load.bytesPerCell() + DELTA_FRAME) / KB);
    double units = load.writesPerEvent() * events * perWrite;
    return new Item(
        "DynamoDB, deltas",
        "%.3f writes an event, %.0f KB each".formatted(load.writesPerEvent(), perWrite),
        units * Prices.WRITE);
  }

  private static Item ledgers(Load load, long events) {
    double units = batches(load, events);
    return new Item("DynamoDB, ledgers", "%,.0f writes".formatted(units), units * Prices.WRITE);
  }

  private static Item firehose(Load load, long events) {
    double gigabytes = archived(load, events);
    return new Item("Firehose", "%.2f GB".formatted(gigabytes), gigabytes * Prices.DELIVERED_GB);
  }

  private static Item storage(Load load, long events) {
    double gigabytes = archived(load, events) * GZIP;
    return new Item(
        "S3, a month", "%.2f GB".formatted(gigabytes), gigabytes * Prices.STORED_GB_MONTH);
  }

  /** An archive line has some 170 bytes beside the event. */
  private static double archived(Load load, long events) {
    return (load.bytesPerEvent() + 170) * events / GB;
  }

  private static Item spark(Batch.Engine engine, long events) {
    double seconds = START_SECONDS + events / (EVENTS_PER_CPU * CPUS);
    double hours = seconds / 3600;
    double dpus = CPUS / CPUS_A_DPU;
    return switch (engine) {
      case EMR_SERVERLESS ->
          new Item(
              "EMR Serverless",
              "%.0f vCPU for %.0f s".formatted(CPUS, seconds),
              CPUS * (Prices.EMR_CPU_HOUR + CPU_GB * Prices.EMR_GB_HOUR) * hours);
      case GLUE ->
          new Item(
              "Glue",
              "%.0f DPU for %.0f s".formatted(dpus, seconds),
              dpus * Prices.GLUE_DPU_HOUR * hours);
      case ACTIVITY ->
          new Item("Spark of your own", "%.0f vCPU for %.0f s".formatted(CPUS, seconds), 0);
    };
  }

  private static Item segment(Batch.Way way, Load load, long events) {
    double cells = load.cellsPerEvent() * events;
    double bytes = cells * load.bytesPerCell() / 2;
    if (way == Batch.Way.IMPORT) {
      double gigabytes = (cells / CELLS_PER_STRIP * LINE_FRAME + bytes * BASE64) / GB;
      return new Item(
          "DynamoDB, import",
          "%,.0f cells, %.3f GB".formatted(cells, gigabytes),
          gigabytes * Prices.IMPORTED_GB);
    }
    double units = Math.max(cells / CELLS_PER_STRIP, bytes / KB);
    return new Item("DynamoDB, new version", "%,.0f cells".formatted(cells), units * Prices.WRITE);
  }
}
