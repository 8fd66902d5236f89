package io.trueup.batch.master;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Position;
import io.trueup.store.ArchiveLine;
import io.trueup.time.Epochs;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.ByteBuffers;
import org.jspecify.annotations.Nullable;

/** The columns of the master table, and how rows stand in them. */
final class Columns {

  static final String TYPE = "type";
  static final String EPOCH = "epoch";
  static final String ARRIVAL = "arrival";

  private static final String ID = "id";
  private static final String ID_HASH = "id_hash";
  private static final String SHARD = "shard";
  private static final String POSITION = "position";
  private static final String EVENT_TIME = "event_time";
  private static final String DATA = "data";
  private static final String OBJECT = "object";
  static final String SCHEMA_OF = "schema";

  static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, TYPE, Types.StringType.get()),
          NestedField.optional(2, ID, Types.StringType.get()),
          NestedField.optional(3, ID_HASH, Types.LongType.get()),
          NestedField.required(4, SHARD, Types.StringType.get()),
          NestedField.required(5, POSITION, Types.StringType.get()),
          NestedField.required(6, EPOCH, Types.LongType.get()),
          NestedField.required(7, ARRIVAL, Types.TimestampType.withZone()),
          NestedField.optional(8, EVENT_TIME, Types.TimestampType.withZone()),
          NestedField.required(9, DATA, Types.BinaryType.get()),
          NestedField.required(10, OBJECT, Types.StringType.get()),
          NestedField.required(11, SCHEMA_OF, Types.StringType.get()));

  static final PartitionSpec PARTITIONS =
      PartitionSpec.builderFor(SCHEMA).identity(TYPE).day(ARRIVAL).build();

  static final SortOrder ORDER = SortOrder.builderFor(SCHEMA).asc(SHARD).asc(POSITION).build();

  /** Bounds of long or random values would only make manifests large. */
  static final Map<String, String> METRICS =
      Map.of(
          TableProperties.DEFAULT_WRITE_METRICS_MODE,
          "full",
          TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + ID,
          "counts",
          TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + ID_HASH,
          "counts",
          TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + POSITION,
          "counts",
          TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + DATA,
          "counts",
          TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + OBJECT,
          "counts");

  static final List<String> OF_ROWS =
      List.of(TYPE, ID, SHARD, POSITION, EPOCH, ARRIVAL, EVENT_TIME, DATA, OBJECT, SCHEMA_OF);

  static final List<String> OF_LINES = List.of(SHARD, POSITION, EPOCH, ARRIVAL, DATA);

  static final List<String> OF_IDS =
      List.of(TYPE, ID, ID_HASH, SHARD, POSITION, EPOCH, ARRIVAL, SCHEMA_OF);

  /** Milliseconds from 1970 to the last times that Iceberg's microseconds reach, rounded. */
  private static final long FURTHEST = 9_000_000_000_000_000L;

  private Columns() {}

  /** Fills an empty record of the table; columns that are not of {@link #SCHEMA} stay null. */
  static Record fill(Record record, Row row) {
    String id = row.id();
    record.setField(TYPE, row.type());
    record.setField(ID, id);
    record.setField(ID_HASH, id == null ? null : hash(row.type(), id));
    record.setField(SHARD, row.shard());
    record.setField(POSITION, row.position());
    record.setField(EPOCH, row.epoch());
    record.setField(ARRIVAL, time(row.arrival()));
    record.setField(EVENT_TIME, eventTime(row.eventTime()));
    record.setField(DATA, ByteBuffer.wrap(row.data()));
    record.setField(OBJECT, row.object());
    record.setField(SCHEMA_OF, row.schema());
    return record;
  }

  static Row row(Record record) {
    return new Row(
        text(record, TYPE),
        (String) record.getField(ID),
        text(record, SHARD),
        text(record, POSITION),
        (long) record.getField(EPOCH),
        arrival(record),
        record.getField(EVENT_TIME) instanceof OffsetDateTime time ? millis(time) : null,
        data(record),
        text(record, OBJECT),
        text(record, SCHEMA_OF));
  }

  static ArchiveLine line(Record record) {
    return new ArchiveLine(
        text(record, SHARD),
        Position.parse(text(record, POSITION)),
        (long) record.getField(EPOCH),
        arrival(record),
        data(record));
  }

  static RowId id(Record record) {
    return new RowId(
        text(record, TYPE),
        text(record, ID),
        (long) record.getField(ID_HASH),
        text(record, SHARD),
        text(record, POSITION),
        (long) record.getField(EPOCH),
        arrival(record),
        text(record, SCHEMA_OF));
  }

  /** The first 8 bytes of the SHA-256 of event type, a zero byte and id: nobody can aim at them. */
  static long hash(String type, String id) {
    MessageDigest sha = DigestUtils.getSha256Digest();
    sha.update(type.getBytes(UTF_8));
    sha.update((byte) 0);
    return ByteBuffer.wrap(sha.digest(id.getBytes(UTF_8))).getLong();
  }

  /** What a scan of epochs leaves files out by: days by arrival, the files of a day by epoch. */
  static Expression within(EpochRange range, Epochs epochs) {
    return Expressions.and(
        Expressions.greaterThanOrEqual(EPOCH, range.from()),
        Expressions.lessThan(EPOCH, range.to()),
        Expressions.greaterThanOrEqual(ARRIVAL, micros(epochs.start(range.from()))),
        Expressions.lessThan(ARRIVAL, micros(epochs.start(range.to()))));
  }

  /** Milliseconds as Iceberg's times are. */
  static long micros(long millis) {
    return Math.multiplyExact(millis, 1_000L);
  }

  private static String text(Record record, String column) {
    return (String) record.getField(column);
  }

  private static byte[] data(Record record) {
    return ByteBuffers.toByteArray((ByteBuffer) record.getField(DATA));
  }

  private static long arrival(Record record) {
    return millis((OffsetDateTime) record.getField(ARRIVAL));
  }

  private static long millis(OffsetDateTime time) {
    return time.toInstant().toEpochMilli();
  }

  private static OffsetDateTime time(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  /** Null also for a time that no column holds: an event may be as old as it likes. */
  private static @Nullable OffsetDateTime eventTime(@Nullable Long millis) {
    return millis == null || millis < -FURTHEST || millis > FURTHEST ? null : time(millis);
  }
}
