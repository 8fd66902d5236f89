package io.trueup.batch.master;

import io.trueup.event.Position;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of two shards and three types, with data that nobody would send. */
final class Rows {

  static final Epochs EPOCHS = new Epochs(Span.parse("1h"));

  private static final String[] TYPES = {"sale", "refund", Row.NO_EVENT};
  static final String SCHEMA = "0123456789abcdef";
  static final String OTHER_SCHEMA = "fedcba9876543210";

  private static final byte[][] HOSTILE = {
    {},
    {0},
    {'\n'},
    {(byte) 0xff, (byte) 0xfe, 0, '\r', '\n'},
    utf8("{\"id\":\"\\u0000\",\"x\":\"\ud83d\ude00\"}"),
    utf8("} , \"base64\":\"\" {"),
    new byte[70_000],
  };

  private final Random random;
  private long sequence;

  Rows(long seed) {
    random = new Random(seed);
  }

  /** So many rows of epochs, each of which may be any of them. */
  List<Row> of(long from, long to, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(one(from + random.nextLong(to - from)));
    }
    return rows;
  }

  Row one(long epoch) {
    String type = TYPES[random.nextInt(TYPES.length)];
    boolean event = !type.equals(Row.NO_EVENT);
    int shard = random.nextInt(2);
    return new Row(
        type,
        event ? random.nextInt(9) == 0 ? "" : "id-\ud83d\ude00-" + random.nextInt(500) : null,
        "shardId-00000000000%d@1732420000".formatted(shard),
        position().text(),
        epoch,
        EPOCHS.start(epoch) + random.nextLong(EPOCHS.length().millis()),
        event ? time() : null,
        data(),
        "archive/2024/11/24/03/part-" + random.nextInt(3),
        random.nextInt(4) == 0 ? OTHER_SCHEMA : SCHEMA);
  }

  private Position position() {
    BigInteger digits = BigInteger.TEN.pow(random.nextInt(129)).add(BigInteger.valueOf(sequence++));
    return new Position(digits, random.nextInt(3));
  }

  private long time() {
    return switch (random.nextInt(4)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> -random.nextLong(Long.MAX_VALUE / 1_000);
      default -> random.nextLong(2_000_000_000_000L);
    };
  }

  private byte[] data() {
    if (random.nextInt(3) == 0) {
      return HOSTILE[random.nextInt(HOSTILE.length)];
    }
    byte[] data = new byte[random.nextInt(300)];
    random.nextBytes(data);
    return data;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
