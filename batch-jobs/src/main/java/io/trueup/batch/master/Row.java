package io.trueup.batch.master;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.store.ArchiveLine;
import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A record of the master dataset: an archive line, the key of the object that it stood in, and what
 * the definition of the fingerprint {@code schema} took it for. {@code type} is the event type, or
 * {@value #NO_EVENT} of what is no event, a heartbeat or rejected, which has neither {@code id} nor
 * {@code eventTime}. Times are milliseconds since 1970; {@code data} is not copied.
 */
public record Row(
    String type,
    @Nullable String id,
    String shard,
    String position,
    long epoch,
    long arrival,
    @Nullable Long eventTime,
    byte[] data,
    String object,
    String schema)
    implements Serializable, Comparable<Row> {

  static final String NO_EVENT = "-";

  private static final long DAY = 86_400_000;

  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::type)
          .thenComparingLong(Row::day)
          .thenComparing(Row::shard)
          .thenComparing(Row::position);

  public Row {
    if (type.equals(NO_EVENT) != (id == null)) {
      throw new IllegalArgumentException(
          "row of type '%s' and id %s, expected an id unless the type is '%s'"
              .formatted(type, id, NO_EVENT));
    }
  }

  /** The row of a line of an object, as a definition took it. */
  public static Row of(ArchiveLine line, String object, Intake intake, String schema) {
    return intake instanceof Intake.Accepted accepted
        ? of(line, object, accepted.event(), schema)
        : row(line, object, NO_EVENT, null, null, schema);
  }

  private static Row of(ArchiveLine line, String object, Event event, String schema) {
    return row(line, object, event.type().name(), event.id(), event.time(), schema);
  }

  private static Row row(
      ArchiveLine line,
      String object,
      String type,
      @Nullable String id,
      @Nullable Long eventTime,
      String schema) {
    return new Row(
        type,
        id,
        line.shard(),
        line.position().text(),
        line.epoch(),
        line.arrival(),
        eventTime,
        line.data(),
        object,
        schema);
  }

  /** The line that this is the row of. */
  public ArchiveLine line() {
    return new ArchiveLine(shard, Position.parse(position), epoch, arrival, data);
  }

  /**
   * By the partition of the table, then as the stream was. So what one partition key wrote on a day
   * stands in one stretch of one shard, and columns that change slowly take next to no space.
   */
  @Override
  public int compareTo(Row other) {
    return ORDER.compare(this, other);
  }

  /** The day of arrival. */
  long day() {
    return day(arrival);
  }

  /** The day of a time in UTC, since 1970. */
  static long day(long millis) {
    return Math.floorDiv(millis, DAY);
  }

  /** The first millisecond of a day. */
  static long start(long day) {
    return Math.multiplyExact(day, DAY);
  }
}
