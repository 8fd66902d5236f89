package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {

  @TempDir private Path folder = Path.of("");

  private static String lines(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String order(int i) {
    return """
        {"orderId":"o%d","createdAt":"2026-10-%02dT10:00:00.123456Z","amount":"%d.50","price":%d.%d0,\
        "country":"%s","stock":%s,"customer":{"vip":%b,"id":"c%d"},"day":"2026-10-01","weight":%d.%d}"""
        .formatted(
            i,
            1 + i % 28,
            i,
            i,
            i % 10,
            i % 3 == 0 ? "DE" : "FR",
            i % 4 == 0 ? "null" : "7",
            i % 2 == 0,
            i % 9,
            i,
            i);
  }

  @Test
  void init_orders_infersTypesAndWhatTheFolderIsTriedWith() {
    Cli cli = Cli.in(folder);
    cli.write("Web Orders.jsonl", lines(40, InitTest::order));

    Cli.Result init = cli.run("init", "Web Orders.jsonl", "--to", "orders");

    assertThat(init.err()).isEmpty();
    assertThat(init.exitCode()).isZero();
    assertThat(init.out())
        .contains("id orderId: 40 different ones in 40 events")
        .contains("amount: decimal(18,2), strings with 2 digits after the point")
        .contains("price: decimal(18,2), all have 2 digits after the point")
        .contains("Next:\n  scripts/trueup try orders Web Orders.jsonl");
    assertThat(cli.read("orders/pipeline.yaml"))
        .contains("event: { schema: event.avsc, id: orderId, time: createdAt, key: customer.id }")
        .contains("  by_country:\n    from: event\n    by: [country]\n");
    assertThat(cli.read("orders/event.avsc").replaceAll("\\s", ""))
        .contains("{\"name\":\"orderId\",\"type\":\"string\"}")
        .contains("\"logicalType\":\"timestamp-micros\"")
        .contains("\"logicalType\":\"date\"")
        .contains("{\"name\":\"stock\",\"type\":[\"null\",\"long\"],\"default\":null}")
        .contains("{\"name\":\"weight\",\"type\":\"double\"}")
        .contains("{\"name\":\"vip\",\"type\":\"boolean\"}");
    assertThat(cli.run("validate", "orders").out()).startsWith("ok: pipeline orders, ");
    assertThat(cli.run("try").out()).contains("40 lines: 40 accepted, 0 rejected");
  }

  @Test
  void init_folderWithAPipeline_overwritesNothing() {
    Cli cli = Cli.in(folder);
    cli.write("orders.jsonl", lines(40, InitTest::order));
    cli.write("orders/pipeline.yaml", "mine");

    Cli.Result init = cli.run("init", "orders.jsonl");

    assertThat(init.exitCode()).isEqualTo(1);
    assertThat(init.err())
        .isEqualTo(
            "trueup init: orders: has pipeline.yaml already, and nothing is overwritten; name"
                + " another folder with --to\n");
    assertThat(cli.read("orders/pipeline.yaml")).isEqualTo("mine");
    assertThat(folder.resolve("orders/event.avsc")).doesNotExist();
  }

  private static String paymentOrRefund(int i) {
    return i % 4 == 0
        ? "{\"type\":\"com.shop.Refund\",\"id\":%d,\"at\":%d,\"payment\":\"p%d\",\"reason\":\"r%d\"}"
            .formatted(i, 1_790_000_000_000L + i, i, i % 3)
        : "{\"type\":\"payment\",\"id\":%d,\"at\":%d,\"amount\":%d,\"method\":\"m%d\"}"
            .formatted(i, 1_790_000_000_000L + i, i * 7, i % 2);
  }

  @Test
  void init_severalTypes_areToldApartByTheirMember() {
    Cli cli = Cli.in(folder);
    cli.write("events.jsonl", lines(60, InitTest::paymentOrRefund));

    Cli.Result init = cli.run("init", "events.jsonl");

    assertThat(init.err()).isEmpty();
    assertThat(init.out()).contains("2 event types, told apart by 'type'");
    assertThat(cli.read("events/pipeline.yaml"))
        .contains("discriminator: type\n")
        .contains("shop_refund: { is: com.shop.Refund, schema: shop_refund.avsc, id: id, time: at")
        .contains("payment: { schema: payment.avsc, id: id, time: at, key: method }")
        .contains("  payment_by_method:\n    from: payment\n");
    assertThat(cli.run("validate", "events").out()).contains("2 event type(s), 4 view(s)");
  }

  @Test
  void init_cloudEvents_takesTheirDataAndTheEnvelopesType() {
    Cli cli = Cli.in(folder);
    cli.write(
        "events.jsonl",
        lines(
            60,
            i ->
                "{\"specversion\":\"1.0\",\"id\":\"e%d\",\"type\":\"%s\",\"source\":\"s\",\"data\":%s}"
                    .formatted(
                        i,
                        i % 4 == 0 ? "refund" : "payment",
                        paymentOrRefund(i).replaceAll("\"type\":\"[^\"]*\",", ""))));

    Cli.Result init = cli.run("init", "events.jsonl");

    assertThat(init.err()).isEmpty();
    assertThat(init.out())
        .contains("60 events came in CloudEvents envelopes")
        .contains("2 event types, told apart by 'type'");
    assertThat(cli.read("events/refund.avsc")).doesNotContain("specversion").contains("reason");
  }

  @Test
  void init_mixedShapesThatNothingTells_showsThem() {
    Cli cli = Cli.in(folder);
    cli.write(
        "mixed.jsonl",
        lines(
            30, i -> i % 2 == 0 ? "{\"id\":%d,\"a\":1}".formatted(i) : "{\"b\":[2],\"c\":\"x\"}"));

    Cli.Result init = cli.run("init", "mixed.jsonl");

    assertThat(init.exitCode()).isEqualTo(1);
    assertThat(init.err())
        .startsWith("trueup init: event: no field tells its 30 events apart, expected one as 'id'")
        .contains("  15 lines (first 1) have a, id\n  15 lines (first 2) have b, c\n");
    assertThat(folder.resolve("mixed")).doesNotExist();
  }

  @Test
  void init_fieldOfSeveralTypes_saysWhereEachWasFirst() {
    Cli cli = Cli.in(folder);
    cli.write(
        "odd.jsonl",
        lines(
            30,
            i ->
                "{\"id\":%d,\"time\":\"2026-10-01T00:00:00Z\",\"size\":%s}"
                    .formatted(i, i == 8 ? "\"XL\"" : "4")));

    assertThat(cli.run("init", "odd.jsonl").out())
        .contains("size: of several types, whole in 29 lines (first 1), text in 1 lines (first 9)");
  }

  @Test
  void init_timesAsTextAndAsNumbers_areTimes() {
    Cli cli = Cli.in(folder);
    cli.write(
        "taps.jsonl",
        """
        {"id":"a","at":"2026-01-31T12:00:00Z"}
        {"id":"b","at":1769860800000}
        """);

    assertThat(cli.run("init", "taps.jsonl").out())
        .contains("time at: ")
        .contains("ISO 8601, or milliseconds since 1970");
    assertThat(cli.run("try").out()).contains("2 lines: 2 accepted, 0 rejected");
  }

  @Test
  void init_noTime_saysWhatOneLooksLike() {
    Cli cli = Cli.in(folder);
    cli.write("timeless.jsonl", lines(30, "{\"id\":%d,\"time\":\"noon\"}"::formatted));

    assertThat(cli.run("init", "timeless.jsonl").err())
        .contains("no field of its 30 events is a time, expected one as 'time': ISO 8601");
  }

  @Test
  void init_linesThatAreNoEvents_areNamed() {
    Cli cli = Cli.in(folder);
    cli.write("orders.jsonl", "[1]\n{\"a\":\n" + lines(40, InitTest::order));

    assertThat(cli.run("init", "orders.jsonl").out())
        .contains(
            "2 lines are no events, the first:\n  line 1: found array, expected a JSON object")
        .contains("  line 2: no JSON: ");
  }
}
