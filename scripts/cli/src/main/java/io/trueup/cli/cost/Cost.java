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
  private static final double EVENTS_PER_CPU = 200_000;
  private static final double START_SECONDS = 90;
  private static final double CELLS_PER_STRIP = 12;

  public Cost {
    once = List.copyOf(once);
    again = List.copyOf(again);
    assumptions = List.copyOf(assumptions);
  }

  /** The estimate for a million events of a load. */
  public static Cost of(Load load) {
    return of(load, (long) MILLION);
  }

  /** The estimate for so many events of a load. */
  public static Cost of(Load load, long events) {
    return new Cost(
        List.of(
            kinesis(load, events),
            lambda(load, events),
            deltas(load, events),
            ledgers(load, events),
            firehose(load, events),
            storage(load, events)),
        List.of(spark(events), segment(load, events)),
        List.of(
            "list prices of us-east-1, %s, no free tier".formatted(Prices.AS_OF),
            "%,.0f events a batch; batches of few events write up to one delta per event and view"
                .formatted(load.eventsPerBatch()),
            "events aggregated into packs of 40 kB, as `trueup send` does",
            "a batch takes a function of 1 GB %.2f s".formatted(BATCH_SECONDS),
            "the archive compresses to a quarter",
            "not in it: %.2f a month per shard, API requests, KMS, logs, tables at rest"
                .formatted(Prices.SHARD_HOUR * 24 * 30)));
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

  private static Item spark(long events) {
    double seconds = START_SECONDS + events / (EVENTS_PER_CPU * CPUS);
    double hourly = CPUS * (Prices.EMR_CPU_HOUR + CPU_GB * Prices.EMR_GB_HOUR);
    return new Item(
        "EMR Serverless", "%.0f vCPU for %.0f s".formatted(CPUS, seconds), hourly * seconds / 3600);
  }

  private static Item segment(Load load, long events) {
    double cells = load.cellsPerEvent() * events;
    double units = Math.max(cells / CELLS_PER_STRIP, cells * load.bytesPerCell() / 2 / KB);
    return new Item("DynamoDB, new version", "%,.0f cells".formatted(cells), units * Prices.WRITE);
  }
}
