package io.trueup.consume;

import io.trueup.store.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An event of the example pipeline of payments, and the ways in which producers write it. */
sealed interface Transaction {

  /** Beyond 2^53, and at both ends of 64 bits. */
  List<Long> ENTRIES =
      List.of(
          9_007_199_254_740_993L,
          9_007_199_254_740_992L,
          -9_007_199_254_740_993L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          0L);

  List<String> MERCHANTS =
      List.of(
          "a|b",
          "a",
          "|",
          "#",
          "",
          " ",
          "\"",
          "\\",
          "\u0000\u001f\n",
          "O'Neill & Sons",
          "é",
          "e\u0301",
          "寿司",
          "😀",
          "\udbff\udfff",
          "\uffff",
          "null",
          "[\"a\",null]",
          "|#\" 😀".repeat(40));

  record Card(String scheme, @Nullable String country) {}

  record Payment(
      String id,
      long time,
      String merchant,
      BigDecimal amount,
      String currency,
      double rate,
      long entry,
      @Nullable Card card)
      implements Transaction {}

  record Refund(
      String id,
      long time,
      String merchant,
      BigDecimal amount,
      String currency,
      @Nullable String reason)
      implements Transaction {}

  record Payout(
      long number,
      long time,
      String merchant,
      BigDecimal amount,
      @Nullable BigDecimal fee,
      String country)
      implements Transaction {}

  /** One of any type, of the hours around a time. */
  static Transaction random(int number, long around, Random random) {
    long time = around + random.nextInt(10_000_000) - 10_000_000;
    String merchant = any(MERCHANTS, random);
    BigDecimal amount = BigDecimal.valueOf(random.nextInt(20_000) - 2_000, random.nextInt(5));
    return switch (random.nextInt(4)) {
      case 0 ->
          new Refund(
              "r" + number,
              time,
              merchant,
              amount,
              any(List.of("EUR", "USD"), random),
              random.nextBoolean() ? null : any(List.of("FRAUD", "REQUESTED"), random));
      case 1 ->
          new Payout(
              Long.MAX_VALUE - number,
              time,
              merchant,
              amount,
              random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(1_000), 4),
              any(List.of("DE", "|", ""), random));
      default ->
          new Payment(
              "p" + number,
              time,
              merchant,
              amount,
              any(List.of("EUR", "JPY"), random),
              random.nextInt(1_000) / 7000.0,
              any(ENTRIES, random),
              random.nextInt(3) == 0 ? null : card(random));
    };
  }

  private static Card card(Random random) {
    return new Card(
        any(List.of("VISA", "AMEX"), random),
        random.nextBoolean() ? null : any(List.of("DE", "\"", "IT"), random));
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** One line of JSON: members in any order, plain or in an envelope, null written or left out. */
  default String json(Random random) {
    List<String> members = new ArrayList<>();
    String type;
    if (this instanceof Payment it) {
      type = "payment";
      common(members, it.merchant(), it.amount(), random);
      Collections.addAll(
          members,
          text("id", it.id()),
          time("captured_at", it.time(), 1, random),
          text("currency", it.currency()),
          "\"fee_rate\":" + it.rate(),
          "\"entry\":" + it.entry());
      Card card = it.card();
      optional(members, "card", card == null ? null : "{%s}".formatted(card(card, random)), random);
    } else if (this instanceof Refund it) {
      type = "refund";
      common(members, it.merchant(), it.amount(), random);
      Collections.addAll(
          members,
          text("id", it.id()),
          text("payment", "p"),
          time("refunded_at", it.time(), 1_000, random),
          text("currency", it.currency()));
      optional(members, "reason", it.reason() == null ? null : Json.write(it.reason()), random);
    } else {
      Payout it = (Payout) this;
      type = "payout.sent";
      common(members, it.merchant(), it.amount(), random);
      Collections.addAll(
          members,
          "\"number\":" + it.number(),
          time("sent_at", it.time(), 1, random),
          "\"bank\":{%s}".formatted(text("country", it.country())));
      optional(members, "fee", it.fee() == null ? null : decimal(it.fee(), random), random);
    }
    return wrapped(type, members, random);
  }

  private static void common(
      List<String> members, String merchant, BigDecimal amount, Random random) {
    members.add(text("merchant", merchant));
    members.add("\"amount\":" + decimal(amount, random));
    members.add("\"unknown\":{\"type\":\"x\",\"specversion\":\"1.0\",\"data\":[]}");
  }

  private static String wrapped(String type, List<String> members, Random random) {
    boolean enveloped = random.nextBoolean();
    if (!enveloped || random.nextInt(4) == 0) {
      members.add(text("type", type));
    }
    Collections.shuffle(members, random);
    String data = "{%s}".formatted(String.join(",", members));
    if (!enveloped) {
      return data;
    }
    List<String> attributes =
        new ArrayList<>(
            List.of(
                "\"specversion\":\"1.0\"", "\"id\":\"e\"", text("type", type), "\"data\":" + data));
    Collections.shuffle(attributes, random);
    return "{%s}".formatted(String.join(",", attributes));
  }

  private static String card(Card card, Random random) {
    List<String> members = new ArrayList<>(List.of(text("scheme", card.scheme())));
    String country = card.country();
    optional(members, "country", country == null ? null : Json.write(country), random);
    return String.join(",", members);
  }

  private static void optional(
      List<String> members, String name, @Nullable String json, Random random) {
    if (json != null || random.nextBoolean()) {
      members.add("\"%s\":%s".formatted(name, json));
    }
  }

  private static String text(String name, String value) {
    return "\"%s\":%s".formatted(name, Json.write(value));
  }

  private static String decimal(BigDecimal value, Random random) {
    return random.nextBoolean() ? value.toPlainString() : "\"%s\"".formatted(value.toPlainString());
  }

  private static String time(String name, long millis, long unit, Random random) {
    return random.nextBoolean()
        ? "\"%s\":%d".formatted(name, millis * unit)
        : text(name, Instant.ofEpochMilli(millis).toString());
  }
}
