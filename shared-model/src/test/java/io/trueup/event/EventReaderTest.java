package io.trueup.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final long ARRIVAL = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final String LEAST =
      "{\"id\":\"a\",\"at\":1700000000123,\"items\":2,\"amount\":\"1.5\"}";

  private final EventReader reader = new EventReader(Folders.pipeline(Folders.orders()));

  @Test
  void read_leastEvent_takesDefaultsAndNulls() {
    Event event = accepted(LEAST);

    assertThat(event.id()).isEqualTo("a");
    assertThat(event.time()).isEqualTo(1700000000123L);
    assertThat(event.values())
        .containsExactly(
            "a",
            Instant.ofEpochMilli(1700000000123L),
            false,
            2L,
            null,
            null,
            0.5,
            new BigDecimal("1.50"),
            "B",
            null,
            null,
            null,
            null,
            null,
            null);
  }

  @Test
  void read_wholeEvent_readsEveryKind() {
    Event event =
        accepted(
            """
             {"unknown": {"id": ["x", {"y": 1e999}]}, "tags": 5, "item": {"inner": {"code": "ü\\ud83d\\ude00"},
              "category": "", "more": 1}, "ref": "0186F3E1-0000-7000-8000-000000000000",
              "seen": "2026-01-01T02:00:00.1234567+02:00", "day": "2024-02-29", "grade": "A",
              "amount": -123456.780, "ratio": 0.1, "weight": -0.0, "points": -9223372036854775808,
              "items": -2147483648, "paid": true, "at": "2025-12-31T23:59:59.9999Z", "id": "\\u0000"}
            """);

    assertThat(event.values())
        .containsExactly(
            "\u0000",
            Instant.parse("2025-12-31T23:59:59.999Z"),
            true,
            -2147483648L,
            Long.MIN_VALUE,
            0.0,
            (double) 0.1f,
            new BigDecimal("-123456.78"),
            "A",
            Instant.parse("2024-02-29T00:00:00Z"),
            Instant.parse("2026-01-01T00:00:00.123456Z"),
            "0186F3E1-0000-7000-8000-000000000000",
            "",
            7L,
            "ü😀");
  }

  @Test
  void read_nullForDefault_isNullOnlyWhereAllowed() {
    assertThat(accepted(with("\"item\":null")).values()[13]).isNull();
    assertThat(reason(with("\"paid\":null"))).isEqualTo(Rejection.SCHEMA);
  }

  @Test
  void read_heartbeat_isBeat() {
    assertThat(read(new Heartbeat(7, 9).data())).isEqualTo(new Intake.Beat(new Heartbeat(7, 9)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "5",
        "[]",
        "\"a\"",
        "{",
        "{\"id\":\"a\"",
        "{\"id\":\"a\",}",
        "{'id':'a'}",
        "{\"id\":\"a\"}}",
        "{} {}",
        "{}x",
        "{\"id\":NaN}",
        "{\"items\":01}",
        "{\"a\":1,\"a\":1}",
        "{\"id\":\"a\",\"x\":{\"y\":[{\"b\":1,\"b\":2}]}}",
        "{\"id\":\"\\ud800\"}",
        "{\"id\":\"\\udc00\\ud800\"}",
        "{\"id\":\"\\u12\"}",
        "{\"items\":\"x\",\"id\":tru}",
        "\uFEFF{}"
      })
  void read_noJsonObject_isNotJson(String data) {
    assertThat(reason(data)).isEqualTo(Rejection.NOT_JSON);
  }

  @Test
  void read_otherEncodings_areNotJson() {
    assertThat(reason(LEAST.getBytes(UTF_16LE))).isEqualTo(Rejection.NOT_JSON);
    assertThat(reason("{\"id\":\"ü\"}".getBytes(ISO_8859_1))).isEqualTo(Rejection.NOT_JSON);
    assertThat(reason("{\"id\":\"\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1)))
        .as("half of a pair in raw bytes")
        .isEqualTo(Rejection.NOT_JSON);
    assertThat(reason("{\"id\":\"\u00c0\u0080\"}".getBytes(ISO_8859_1)))
        .as("an overlong form")
        .isEqualTo(Rejection.NOT_JSON);
  }

  @Test
  void read_deepNesting_isNotJson() {
    assertThat(reason(with("\"x\":" + "[".repeat(60) + "]".repeat(60)))).isNull();
    assertThat(reason(with("\"x\":" + "[".repeat(70) + "]".repeat(70))))
        .isEqualTo(Rejection.NOT_JSON);
    assertThat(reason("{\"x\":" + "[".repeat(1_000_000))).isEqualTo(Rejection.NOT_JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "paid|1",
        "paid|\"true\"",
        "items|5.0",
        "items|1e2",
        "items|\"5\"",
        "items|2147483648",
        "items|null",
        "points|9223372036854775808",
        "points|-9223372036854775809",
        "points|{}",
        "weight|1e400",
        "weight|\"1\"",
        "ratio|1e39",
        "amount|1.001",
        "amount|1234567",
        "amount|\"\"",
        "amount|\"1,5\"",
        "amount|\"+1\"",
        "amount|\" 1\"",
        "amount|\"٣\"",
        "amount|1e1000000000",
        "amount|1e-1000000000",
        "amount|1e99999999999",
        "amount|true",
        "grade|\"C\"",
        "grade|\"a\"",
        "day|\"2023-02-29\"",
        "day|\"2023-02-28T00:00:00Z\"",
        "day|2147483648",
        "seen|\"2026-01-01T00:00:00\"",
        "seen|\"2026-01-01\"",
        "seen|1.5",
        "seen|\"+999999999-12-31T23:59:59Z\"",
        "ref|\"0186F3E1\"",
        "item|[]",
        "item|{}",
        "item|{\"category\":\"x\"}",
        "item|{\"category\":\"x\",\"inner\":null}",
        "item|{\"category\":null,\"inner\":{}}",
        "id|7",
        "at|true",
        "at|\"+292278995-01-01T00:00:00Z\""
      })
  void read_valueAgainstSchema_isSchema(String field, String value) {
    assertThat(reason(changed(field, value))).isEqualTo(Rejection.SCHEMA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "items|-0",
        "points|9223372036854775807",
        "weight|1",
        "weight|4.9e-324",
        "amount|123456.7",
        "amount|1.500",
        "amount|\"1e5\"",
        "amount|0e999999999",
        "amount|-0.00",
        "day|0",
        "seen|-1",
        "seen|-9223372036854775808",
        "item|{\"category\":\"x\",\"inner\":{}}",
        "at|-9223372036854775808",
        "at|\"0000-01-01T00:00Z\""
      })
  void read_valueAtTheEdge_isAccepted(String field, String value) {
    assertThat(reason(changed(field, value))).isNull();
  }

  @Test
  void read_requiredFieldMissing_isSchema() {
    assertThat(read("{\"id\":\"a\",\"at\":1,\"amount\":1}"))
        .isEqualTo(
            new Intake.Rejected(
                Rejection.SCHEMA, "field 'items': found nothing, expected an integer of 32 bits"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void read_emptyId_isNoId(String id) {
    assertThat(reason(changed("id", id))).isEqualTo(Rejection.NO_ID);
  }

  @Test
  void read_severalFaults_takesTheFirstReasonInOrder() {
    assertThat(reason("{\"items\":1,\"amount\":1}")).isEqualTo(Rejection.NO_ID);
    assertThat(reason("{\"items\":1,\"amount\":1,\"id\":\"a\"}")).isEqualTo(Rejection.NO_TIME);
    assertThat(reason("{\"items\":1,\"amount\":1,\"id\":\"a\",\"at\":null}"))
        .isEqualTo(Rejection.NO_TIME);
    assertThat(reason("{\"items\":1}")).isEqualTo(Rejection.SCHEMA);
    assertThat(reason("{\"items\":\"x\"}")).isEqualTo(Rejection.SCHEMA);
    assertThat(reason("{\"items\":\"x\"")).isEqualTo(Rejection.NOT_JSON);
    assertThat(reason("{\"items\":1,\"amount\":1,\"at\":" + Long.MAX_VALUE + "}"))
        .isEqualTo(Rejection.NO_ID);
  }

  @Test
  void read_timeAhead_isFutureBeyondTheBound() {
    long latest = ARRIVAL + 600_000;

    assertThat(reason(changed("at", Long.toString(latest)))).isNull();
    assertThat(reason(changed("at", Long.toString(latest + 1)))).isEqualTo(Rejection.FUTURE);
    assertThat(reason(changed("at", Long.toString(Long.MAX_VALUE)))).isEqualTo(Rejection.FUTURE);
  }

  @Test
  void read_envelope_readsItsData() {
    String rest = "\"id\":\"outer\",\"type\":\"order\",\"specversion\":\"1.0\"";

    assertThat(accepted("{\"data\": " + LEAST + "," + rest + "}").id()).isEqualTo("a");
    assertThat(accepted("{" + rest + ",\"data\":" + LEAST + " }").id()).isEqualTo("a");
    assertThat(reason("{" + rest + ",\"data\":" + LEAST + "} x")).isEqualTo(Rejection.NOT_JSON);
    assertThat(read("{" + rest + ",\"data\":null}"))
        .isEqualTo(
            new Intake.Rejected(Rejection.SCHEMA, "field 'data': found null, expected an object"));
    assertThat(reason(with("\"specversion\":\"0.3\",\"data\":null"))).isNull();
    assertThat(reason(with("\"specversion\":\"1.0\""))).isNull();
  }

  @Test
  void read_longFoundText_isCutAndCleaned() {
    Intake intake = read(changed("items", "\"\\n" + "😀".repeat(100) + "\""));

    assertThat(intake)
        .isEqualTo(
            new Intake.Rejected(
                Rejection.SCHEMA,
                "field 'items': found '\uFFFD%s…', expected an integer of 32 bits"
                    .formatted("😀".repeat(79))));
  }

  private static String with(String members) {
    return LEAST.substring(0, LEAST.length() - 1) + "," + members + "}";
  }

  private static String changed(String field, String value) {
    String others = LEAST.replaceFirst("\"" + field + "\":(\"[^\"]*\"|[0-9]+),?", "");
    return "{\"%s\":%s,%s".formatted(field, value, others.substring(1)).replace(",}", "}");
  }

  private Intake read(byte[] data) {
    return reader.read(new StreamRecord(new Position("1", 0), ARRIVAL, data), ARRIVAL);
  }

  private Intake read(String data) {
    return read(data.getBytes(UTF_8));
  }

  private Event accepted(String data) {
    Intake intake = read(data);
    assertThat(intake).isInstanceOf(Intake.Accepted.class);
    return ((Intake.Accepted) intake).event();
  }

  /** Why data is rejected; null when it is accepted. */
  private @Nullable Rejection reason(byte[] data) {
    return read(data) instanceof Intake.Rejected rejected ? rejected.reason() : null;
  }

  private @Nullable Rejection reason(String data) {
    return reason(data.getBytes(UTF_8));
  }
}
