package io.trueup.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A numbered beat that Trueup puts on each open shard: a quiet shard moves on by it, and a number
 * that is missing shows what was lost before both layers. Numbers count the intervals since 1970,
 * so a beat that is sent twice has one number. {@code sent} is in milliseconds since 1970.
 */
public record Heartbeat(long number, long sent) {

  private static final byte[] PREFIX =
      "{\"trueup.heartbeat\":1,".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern FORM =
      Pattern.compile("\\{\"trueup\\.heartbeat\":1,\"number\":(\\d{1,18}),\"sent\":(\\d{1,18})}");

  /** Reads a record's data; empty when it is not a heartbeat. */
  public static Optional<Heartbeat> parse(byte[] data) {
    if (data.length > 128
        || data.length < PREFIX.length
        || !Arrays.equals(data, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(new String(data, StandardCharsets.UTF_8));
    return form.matches()
        ? Optional.of(new Heartbeat(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
        : Optional.empty();
  }

  public byte[] data() {
    return "{\"trueup.heartbeat\":1,\"number\":%d,\"sent\":%d}"
        .formatted(number, sent)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
