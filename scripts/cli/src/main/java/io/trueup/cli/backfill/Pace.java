package io.trueup.cli.backfill;

import io.trueup.cli.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast a backfill goes: events a second, and events of all backfills of the deployment in one
 * day of UTC.
 */
public record Pace(int rate, long perDay) {

  /**
   * A shard takes 1,000 records and 1 MB a second: a quarter of that, as if each event was a record
   * of its own, leaves it most of its capacity.
   */
  private static final int EVENTS_PER_SHARD = 250;

  private static final double BYTES_PER_SHARD = 250_000;

  /** A consumer is called about so often a second and shard while events come. */
  private static final int BATCHES_PER_SECOND = 5;

  private static final int LARGEST_CHUNK = 5_000;

  public static final long PER_DAY = 1_000_000;

  public Pace {
    if (rate < 1) {
      throw Failure.wronglyAsked("--rate: %d, expected at least 1", rate);
    }
    if (perDay < 1) {
      throw Failure.wronglyAsked("--per-day: %d, expected at least 1", perDay);
    }
  }

  /** As asked for, or what leaves so many shards most of their capacity. */
  public static Pace of(@Nullable Integer rate, long perDay, int shards) {
    return new Pace(Optional.ofNullable(rate).orElse(EVENTS_PER_SHARD * shards), perDay);
  }

  /** This pace, slowed down to a quarter of the bytes that so many shards take. */
  public Pace forEventsOf(double bytes, int shards) {
    long most = (long) (BYTES_PER_SHARD * shards / Math.max(1, bytes));
    return new Pace((int) Math.max(1, Math.min(rate, most)), perDay);
  }

  /** How many events of all shards are in batches that consumers take at one time. */
  public int batch() {
    return Math.max(1, rate / BATCHES_PER_SECOND);
  }

  /** How many events are sent at once: those of a quarter of a second. */
  int chunk() {
    return Math.max(1, Math.min(LARGEST_CHUNK, rate / 4));
  }

  /** How many events are reserved of the day's quota at once: those of some seconds. */
  long block() {
    return Math.max(1, 10L * rate);
  }
}
