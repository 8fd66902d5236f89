package io.trueup.event;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several user records in one Kinesis record, as the Kinesis Producer Library packs them: the bytes
 * {@code F3 89 9A C2}, a protobuf message {@code AggregatedRecord}, and the message's MD5.
 *
 * <pre>{@code
 * message AggregatedRecord {
 *   repeated string partition_key_table = 1;
 *   repeated string explicit_hash_key_table = 2;
 *   repeated Record records = 3;
 * }
 * message Record {
 *   required uint64 partition_key_index = 1;
 *   optional uint64 explicit_hash_key_index = 2;
 *   required bytes data = 3;
 *   repeated Tag tags = 4;
 * }
 * }</pre>
 *
 * Source: github.com/awslabs/amazon-kinesis-producer, aggregation-format.md. A message within a
 * message is not looked for.
 */
public final class Aggregation {

  static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  static final int DIGEST = 16;

  /** Field numbers of {@code AggregatedRecord}. */
  static final int KEYS = 1;

  static final int RECORDS = 3;

  /** Field numbers of {@code Record}. */
  static final int KEY_INDEX = 1;

  static final int DATA = 3;

  private Aggregation() {}

  /**
   * The user records in a Kinesis record, in order and with their index in it; the record itself,
   * as index 0, when it is no whole aggregation of at least one: nothing is ever dropped.
   */
  public static List<StreamRecord> split(String sequence, long arrived, byte[] data) {
    List<byte[]> parts = isAggregation(data) ? parts(data) : List.of();
    if (parts.isEmpty()) {
      return List.of(new StreamRecord(new Position(sequence, 0), arrived, data));
    }
    List<StreamRecord> records = new ArrayList<>(parts.size());
    for (byte[] part : parts) {
      records.add(new StreamRecord(new Position(sequence, records.size()), arrived, part));
    }
    return records;
  }

  private static boolean isAggregation(byte[] data) {
    int end = data.length - DIGEST;
    return end > MAGIC.length
        && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && Arrays.equals(
            md5(data, MAGIC.length, end - MAGIC.length), 0, DIGEST, data, end, data.length);
  }

  /** The data of each record; none when the message is not as it should be. */
  private static List<byte[]> parts(byte[] data) {
    CodedInputStream message =
        CodedInputStream.newInstance(data, MAGIC.length, data.length - MAGIC.length - DIGEST);
    List<byte[]> parts = new ArrayList<>();
    try {
      for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
        if (tag == lengthDelimited(RECORDS)) {
          parts.add(part(message));
        } else {
          message.skipField(tag);
        }
      }
      return parts;
    } catch (IOException e) {
      return List.of();
    }
  }

  private static byte[] part(CodedInputStream message) throws IOException {
    int outer = message.pushLimit(message.readRawVarint32());
    byte[] data = null;
    for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
      if (tag == lengthDelimited(DATA)) {
        data = message.readByteArray();
      } else {
        message.skipField(tag);
      }
    }
    message.popLimit(outer);
    if (data == null) {
      throw new IOException("aggregated record without data");
    }
    return data;
  }

  private static int lengthDelimited(int field) {
    return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  static byte[] md5(byte[] data, int start, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(data, start, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is missing, which every Java has", e);
    }
  }
}
