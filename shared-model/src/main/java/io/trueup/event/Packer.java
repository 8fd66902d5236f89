package io.trueup.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Packs user records into Kinesis records as {@link Aggregation} splits them. All records of a pack
 * go to the shard of its partition key, which is that of its first record. For one thread.
 */
public final class Packer {

  /** A Kinesis record: its partition key, its data, and how many user records are in it. */
  public record Pack(String partitionKey, byte[] data, int records) {}

  private static final int FRAME = Aggregation.MAGIC.length + Aggregation.DIGEST;

  private final int largest;
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int count;
  private int keyBytes;

  /** {@code largest} is the most bytes of a pack's data and partition key together. */
  public Packer(int largest) {
    this.largest = largest;
  }

  /**
   * Adds a record. When there is no more room for it, it begins the next pack and the one before is
   * the answer. Fails for a record that fits into no pack.
   */
  public Optional<Pack> add(String partitionKey, byte[] data) {
    Optional<Pack> full = Optional.empty();
    if (count > 0 && size(partitionKey, data) > largest) {
      full = flush();
    }
    int size = size(partitionKey, data);
    if (size > largest) {
      throw new IllegalArgumentException(
          "packing a record of %d bytes: %d with its frame, expected at most %d"
              .formatted(data.length, size, largest));
    }
    keyBytes += keys.containsKey(partitionKey) ? 0 : keySize(partitionKey);
    int key = keys.computeIfAbsent(partitionKey, it -> keys.size());
    write(key, data);
    count++;
    return full;
  }

  /** The records added since the last pack; empty when there are none. */
  public Optional<Pack> flush() {
    if (count == 0) {
      return Optional.empty();
    }
    Pack pack = new Pack(keys.keySet().iterator().next(), pack(), count);
    keys.clear();
    records.reset();
    count = 0;
    keyBytes = 0;
    return Optional.of(pack);
  }

  /** What data and partition key come to with one more record. */
  private int size(String partitionKey, byte[] data) {
    String first = keys.isEmpty() ? partitionKey : keys.keySet().iterator().next();
    int record = recordSize(keys.getOrDefault(partitionKey, keys.size()), data);
    return FRAME
        + first.getBytes(UTF_8).length
        + keyBytes
        + (keys.containsKey(partitionKey) ? 0 : keySize(partitionKey))
        + records.size()
        + CodedOutputStream.computeTagSize(Aggregation.RECORDS)
        + CodedOutputStream.computeUInt32SizeNoTag(record)
        + record;
  }

  private void write(int key, byte[] data) {
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(records);
      out.writeTag(Aggregation.RECORDS, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(recordSize(key, data));
      out.writeUInt64(Aggregation.KEY_INDEX, key);
      out.writeByteArray(Aggregation.DATA, data);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("packing into memory", e);
    }
  }

  private byte[] pack() {
    try {
      ByteArrayOutputStream message = new ByteArrayOutputStream(keyBytes + records.size());
      CodedOutputStream out = CodedOutputStream.newInstance(message);
      for (String key : keys.keySet()) {
        out.writeString(Aggregation.KEYS, key);
      }
      out.flush();
      records.writeTo(message);
      byte[] content = message.toByteArray();
      ByteArrayOutputStream framed = new ByteArrayOutputStream(content.length + FRAME);
      framed.write(Aggregation.MAGIC);
      framed.write(content);
      framed.write(Aggregation.md5(content, 0, content.length));
      return framed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("packing into memory", e);
    }
  }

  private static int keySize(String key) {
    return CodedOutputStream.computeStringSize(Aggregation.KEYS, key);
  }

  private static int recordSize(int key, byte[] data) {
    return CodedOutputStream.computeUInt64Size(Aggregation.KEY_INDEX, key)
        + CodedOutputStream.computeByteArraySize(Aggregation.DATA, data);
  }
}
