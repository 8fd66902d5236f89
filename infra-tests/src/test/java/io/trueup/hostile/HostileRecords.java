package io.trueup.hostile;

import static io.trueup.hostile.Hostile.accepted;
import static io.trueup.hostile.Hostile.rejected;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Packer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** The table of hostile records. */
final class HostileRecords {

  static final String TODAY = "2026-03-01T00:00:00Z";
  private static final String NO_ID = "{\"meta\":{\"kind\":\"order\"},\"at\":0,\"amount\":1}";
  private static final String REFUND_7 =
      "{\"meta\":{\"kind\":\"order|refunded #1\"},\"number\":7,\"day_of\":20513,\"amount\":1}";

  /** The most that Kinesis takes. */
  private static final int MEBIBYTE = 1_048_576;

  private HostileRecords() {}

  static Stream<Hostile> ids() {
    String huge = "i".repeat(900_000);
    return Stream.of(
        rejected("no_id", Orders.withId("\"\""), Orders.withId("null"), NO_ID),
        rejected("schema", Orders.withId("7"), Orders.withId("[]"), Orders.withId("true")),
        accepted("a huge id, twice", List.of(x(1)), Orders.of(huge, "x"), Orders.of(huge, "x"))
            .repeated(1),
        accepted(
            "huge ids that end differently",
            List.of(x(2)),
            Orders.of(huge + "1", "x"),
            Orders.of(huge + "2", "x")),
        accepted("one id of two event types", List.of(x(1)), REFUND_7, Orders.of("7", "x")));
  }

  static Stream<Hostile> numbers() {
    return Stream.of(
        rejected(
            "schema",
            Orders.with("\"units\":9223372036854775808"),
            Orders.with("\"units\":-9223372036854775809"),
            Orders.with("\"units\":1e400"),
            Orders.with("\"weight\":1e400"),
            Orders.with("\"weight\":-1e309"),
            Orders.with("\"weight\":\"NaN\""),
            Orders.with("\"discount\":1e400"),
            Orders.with("\"discount\":100000000000000"),
            Orders.with("\"discount\":0.00001"),
            Orders.with("\"discount\":\"Infinity\"")),
        rejected(
            "not_json",
            Orders.with("\"weight\":NaN"),
            Orders.with("\"weight\":-Infinity"),
            Orders.with("\"units\":0x7"),
            Orders.with("\"units\":07"),
            Orders.with("\"units\":+1")),
        accepted(
            "numbers at the ends of their range",
            List.of("x " + TODAY + " 4 4.0 0.0"),
            Orders.with("\"units\":9223372036854775807"),
            Orders.with("\"units\":-9223372036854775808"),
            Orders.with("\"weight\":1e-400"),
            Orders.with("\"discount\":99999999999999.9999")),
        accepted(
            "doubles whose sum is none",
            List.of("x " + TODAY + " 2 2.0 " + BigInteger.TWO.pow(1024)),
            Orders.with("\"weight\":8.98846567431158e307"),
            Orders.with("\"weight\":8.98846567431158e307")));
  }

  static Stream<Hostile> times() {
    long latest = Orders.NOON + 3_600_000;
    return Stream.of(
        rejected(
            "future",
            Orders.at("9223372036854775807"),
            Orders.at(Long.toString(latest + 1)),
            Orders.at("\"9999-12-31T23:59:59Z\"")),
        rejected(
            "schema",
            Orders.at("9223372036854775808"),
            Orders.at("\"+999999999-12-31T23:59:59Z\""),
            Orders.at("\"-999999999-01-01T00:00:00Z\""),
            Orders.at("\"2026-02-30T00:00:00Z\""),
            Orders.at("1.5"),
            Orders.at("\"\"")),
        rejected("no_time", Orders.at("null")),
        accepted("the latest time that is taken", List.of(x(1)), Orders.at(Long.toString(latest))),
        accepted(
                "the first year that is answered",
                List.of("x 0000-01-01T00:00:00Z 1 1.0 null"),
                Orders.at("\"0000-01-01T00:00:00Z\""))
            .late(1),
        accepted(
                "years before those that are answered",
                List.of(),
                Orders.at("-9223372036854775808"),
                Orders.at("\"-0001-12-31T23:59:59Z\""),
                Orders.at("\"-292275054-01-01T00:00:00Z\""))
            .late(3));
  }

  static Stream<Hostile> keys() {
    List<String> names = new ArrayList<>(List.of("", "\u0000", "\u007f", "\ufffe\uffff"));
    for (int plane = 0; plane <= Character.MAX_CODE_POINT; plane += 0x10000) {
      names.add(Character.toString(plane + 0x41) + Character.toString(plane + 0xffff));
    }
    String larger = "k".repeat(500_000);
    String bounded = "k".repeat(900) + "…" + DigestUtils.sha256Hex(larger);
    return Stream.of(
        accepted(
            "keys of every plane",
            names.stream().map(name -> name + " " + TODAY + " 1 1.0 null").toList(),
            names.stream().map(name -> Orders.of("of " + name, name)).toArray(String[]::new)),
        rejected(
            "not_json",
            Orders.ofLiteral("\"\\ud83d\""),
            Orders.ofLiteral("\"\\ude00\\ud83d\""),
            Orders.withId("\"\\ud83d\"")),
        accepted(
            "a key larger than an item",
            List.of(bounded + " " + TODAY + " 1 1.0 null"),
            Orders.of("a", larger)));
  }

  static Stream<Hostile> bytes() {
    String start = Orders.with("\"more\":\"").replaceFirst("}$", "");
    byte[] packed = packed(Orders.of("a", "x"), Orders.of("b", "x"));
    byte[] broken = packed.clone();
    broken[broken.length - 1] ^= 1;
    return Stream.of(
        accepted(
            "a record of 1 MiB",
            List.of(x(1)),
            start + "m".repeat(MEBIBYTE - start.length() - 2) + "\"}"),
        rejected(
            "not_json",
            "m".repeat(MEBIBYTE),
            Orders.with("\"more\":" + "[".repeat(64) + "]".repeat(64)),
            "",
            " \n",
            "{}{}",
            "{\"a\":1,\"a\":2}",
            "\ufeff{}"),
        new Hostile(
            "bytes that are no UTF-8",
            List.of("{\"id\":\"\u00ff\"}".getBytes(ISO_8859_1), new byte[] {(byte) 0xc0}),
            Map.of("rejected.not_json", 2L),
            0,
            List.of()),
        new Hostile(
            "two records that the KPL aggregated",
            List.of(packed),
            Map.of("accepted", 2L),
            0,
            List.of(x(2))),
        new Hostile(
            "the same with a broken checksum",
            List.of(broken),
            Map.of("rejected.not_json", 1L),
            0,
            List.of()));
  }

  private static String x(int orders) {
    return "x %s %d %d.0 null".formatted(TODAY, orders, orders);
  }

  private static byte[] packed(String... texts) {
    Packer packer = new Packer(10_000);
    Arrays.stream(texts).forEach(text -> packer.add("key", text.getBytes(UTF_8)));
    return packer.flush().orElseThrow().data();
  }
}
