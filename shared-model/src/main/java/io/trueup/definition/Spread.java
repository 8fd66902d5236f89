package io.trueup.definition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Over how many partitions the hot deltas of one key are spread, 1 to {@value #MOST}: DynamoDB
 * takes 1,000 write units a second and partition key, and each shard writes on its own. The part of
 * a shard follows from its identity alone, for ever; a reader reads all parts.
 */
public record Spread(int parts) {

  public static final int MOST = 64;

  /** Of views that have one key for all events, which each batch of each shard writes to. */
  static final Spread OF_ONE_KEY = new Spread(8);

  static final Spread NONE = new Spread(1);

  /** A number that Kinesis counts up, as in {@code shardId-000000000012}. */
  private static final Pattern NUMBERED = Pattern.compile("[^@]*?([0-9]{1,18})(?:@.*)?");

  public Spread {
    if (parts < 1 || parts > MOST) {
      throw new IllegalArgumentException("spread %d, expected 1 to %d".formatted(parts, MOST));
    }
  }

  /** What a view has that says nothing of it, by its dimensions. */
  static Spread of(List<Field> by) {
    return by.isEmpty() ? OF_ONE_KEY : NONE;
  }

  /** The part of a shard, from 0: shards with numbers in a row share all parts evenly. */
  public int part(String shard) {
    Matcher numbered = NUMBERED.matcher(shard);
    if (numbered.matches()) {
      return (int) (Long.parseLong(numbered.group(1)) % parts);
    }
    CRC32 hash = new CRC32();
    hash.update(shard.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % parts);
  }
}
