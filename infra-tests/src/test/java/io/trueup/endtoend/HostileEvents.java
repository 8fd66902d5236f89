package io.trueup.endtoend;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Makes awkward events for the pipeline {@code hostile}: of three types, a tenth of them late by up
 * to 30 days, with nulls, decimals as numbers and as text, keys that no layout likes, envelopes,
 * lines that are no events, and repeats by the producer. Equal seeds and times make equal events.
 */
final class HostileEvents {

  private static final long DAY = 86_400_000;
  private static final long BEYOND_DOUBLES = (1L << 53) + 1;
  private static final List<String> NAMES =
      List.of(
          "a|b#c",
          "\"quoted\" 'twice' \\ / %20&every=1d",
          " with  spaces ",
          "Zoë 🛫👩‍👩‍👧 𝒳",
          "x".repeat(100) + "ü".repeat(99) + "|",
          "tab\tand\nline\u0001",
          "null",
          "",
          "plain");
  private static final List<String> NO_EVENTS =
      List.of(
          "{",
          "no JSON",
          "[1]",
          "{\"meta\":{\"kind\":\"unknown\"},\"id\":\"1\"}",
          "{\"id\":\"without a type\"}",
          "{\"meta\":{\"kind\":\"order\"},\"id\":\"7\",\"at\":0,\"amount\":1.00001}",
          "{\"meta\":{\"kind\":\"order\"},\"id\":\"7\",\"id\":\"8\",\"at\":0,\"amount\":1}",
          "{\"meta\":{\"kind\":\"order\"},\"at\":0,\"amount\":1}",
          "{\"meta\":{\"kind\":\"order\"},\"id\":\"9\",\"amount\":1}",
          "{\"meta\":{\"kind\":\"order\"},\"id\":\"9\",\"at\":\"9000-01-01T00:00:00Z\",\"amount\":1}",
          "{\"meta\":{\"kind\":\"click\"},\"id\":\"no uuid\",\"at\":0,\"place\":\"/\"}");

  private final ObjectMapper json =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private final Random random;
  private final Instant now;

  HostileEvents(long seed, Instant now) {
    this.random = new Random(seed);
    this.now = now;
  }

  /** {@code FILE COUNT REPEATS SEED}: a file for {@code scripts/demo}, however large. */
  public static void main(String[] arguments) throws IOException {
    new HostileEvents(Long.parseLong(arguments[3]), Instant.now())
        .write(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
  }

  /** Writes so many lines, of which so many in a hundred repeat an earlier one. */
  Path write(Path file, int count, int repeats) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(
          !lines.isEmpty() && chance(repeats)
              ? again(lines.get(random.nextInt(lines.size())))
              : line(lines.size()));
    }
    return Files.writeString(file, String.join("\n", lines), StandardCharsets.UTF_8);
  }

  /**
   * The event of a line once more, of some customers under another key: on another shard perhaps.
   */
  private String again(String line) {
    return line.replace(
        "{\"name\":\"plain\"}", "{\"name\":\"moved %d\"}".formatted(random.nextInt(9)));
  }

  private String line(int number) throws IOException {
    if (chance(2)) {
      return pick(NO_EVENTS);
    }
    int kind = random.nextInt(10);
    ObjectNode event = kind < 6 ? order(number) : kind < 8 ? refund(number) : click();
    return json.writeValueAsString(chance(10) ? enveloped(event) : event);
  }

  private ObjectNode enveloped(ObjectNode event) {
    ObjectNode envelope = json.createObjectNode();
    envelope.put("specversion", "1.0").put("id", "envelope");
    envelope.put("type", "of no matter").set("data", event);
    return envelope;
  }

  private ObjectNode event(String kind) {
    ObjectNode event = json.createObjectNode();
    event.putObject("meta").put("kind", kind);
    return event;
  }

  private ObjectNode order(int number) {
    ObjectNode order = event("order").put("id", "order " + number);
    if (chance(50)) {
      order.put("at", time().toEpochMilli());
    } else {
      order.put("at", time().atOffset(ZoneOffset.ofHours(2)).toString());
    }
    if (chance(90)) {
      ObjectNode customer = order.putObject("customer");
      customer.put("name", chance(5) ? null : pick(NAMES));
    } else if (chance(50)) {
      order.putNull("customer");
    }
    amount(order, "amount");
    if (chance(30)) {
      amount(order, "discount");
    } else if (chance(30)) {
      order.putNull("discount");
    }
    if (chance(70)) {
      order.put("weight", random.nextInt(30) / 10.0);
    }
    if (chance(80)) {
      order.put("units", chance(5) ? BEYOND_DOUBLES + random.nextInt(9) : random.nextInt(6));
    }
    if (chance(60)) {
      order.put("gift", random.nextBoolean());
    }
    if (chance(70)) {
      order.put("state", pick(List.of("NEW", "PAID", "SENT")));
    }
    return order.put("unknown", "passed over");
  }

  private ObjectNode refund(int number) {
    ObjectNode refund = event("order|refunded #1");
    refund.put("number", chance(50) ? BEYOND_DOUBLES + number : number);
    refund.put("day_of", Math.floorDiv(time().toEpochMilli(), DAY));
    if (chance(80)) {
      refund.put("reason", pick(List.of("über", "|", "#", "")));
    }
    return refund.put("amount", random.nextInt(1000) / 100f);
  }

  private ObjectNode click() {
    ObjectNode click = event("click");
    click.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
    click.put("at", time().toEpochMilli() * 1000 + random.nextInt(1000));
    click.put("place", "/" + pick(NAMES));
    if (chance(90)) {
      click.put("millis", random.nextInt(5000) - 100);
    }
    return click;
  }

  private void amount(ObjectNode order, String name) {
    BigDecimal amount = BigDecimal.valueOf(random.nextInt(400_000) - 100_000, 4);
    if (chance(50)) {
      order.put(name, amount.toPlainString());
    } else {
      order.put(name, amount);
    }
  }

  /** Within the last hour, or late by up to 30 days. */
  private Instant time() {
    long late = chance(10) ? random.nextLong(30 * DAY) : random.nextLong(3_600_000);
    return now.minusMillis(late);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
