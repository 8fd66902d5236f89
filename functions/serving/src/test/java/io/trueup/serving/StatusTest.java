package io.trueup.serving;

import static io.trueup.serving.Requests.good;
import static io.trueup.serving.Requests.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Heartbeat;
import io.trueup.port.MemoryRuns;
import io.trueup.port.MemoryShards;
import io.trueup.store.Approval;
import io.trueup.store.Gap;
import io.trueup.store.Json;
import io.trueup.store.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTest {

  private static final String SHARD = "shardId-000000000000@" + MemoryShards.CREATED;

  private final Shop shop = new Shop();

  @Test
  void status_beforeTheFirstRecord_knowsNoShard() {
    Map<String, Object> status = good(shop.get("/v1/status"));
    assertThat(status)
        .containsEntry("pipeline", "shop")
        .containsEntry("fingerprint", Shop.PIPELINE.fingerprint())
        .containsEntry("epoch", "5m")
        .containsEntry("kept", List.of());
    assertThat(layer(status, "speed").get("shards")).isEqualTo(List.of());
    assertThat(Json.object(status, "layers").keySet()).hasToString("[speed, archive]");
  }

  @Test
  void status_rejectedRepeatedAndLateEvents_countedWithTheNewestSample() {
    String good = shop.sale("\"place\":\"Ulm\"");
    shop.sell(Shop.NOON, good, "no json", "[]", shop.sale("\"place\":7"));
    shop.sell(Shop.NOON.plusSeconds(600), good, "{\"at\":1}", "no json either");
    Map<?, ?> speed = layer(good(shop.get("/v1/status")), "speed");
    assertThat(objects(speed, "rejected"))
        .extracting(r -> r.get("reason") + " " + r.get("count") + " " + r.get("sample"))
        .hasSize(3)
        .contains("no_id 1 " + SHARD + " 6:0", "schema 1 " + SHARD + " 4:0")
        .anyMatch(r -> r.startsWith("not_json 3 " + SHARD));
    assertThat(Json.object(speed, "counts"))
        .isEqualTo(
            Map.of(
                "received", 7,
                "accepted", 2,
                "repeated", 1,
                "late", 1,
                "rejected.not_json", 3,
                "rejected.schema", 1,
                "rejected.no_id", 1));
  }

  @Test
  void status_heads_positionEpochArrivalAndHeartbeat() {
    shop.sell(
        Shop.NOON.plusSeconds(7),
        shop.sale("\"place\":\"Ulm\""),
        new String(new Heartbeat(42, 1).data(), StandardCharsets.US_ASCII));
    Map<String, Object> status = good(shop.get("/v1/status"));
    assertThat(objects(layer(status, "speed"), "shards"))
        .isEqualTo(
            List.of(
                Map.of(
                    "shard",
                    SHARD,
                    "position",
                    "2:0",
                    "epoch",
                    (int) Shop.EPOCHS.of(Shop.NOON.toEpochMilli()),
                    "arrival",
                    "2024-11-24T12:00:07Z",
                    "heartbeat",
                    42)));
    assertThat(objects(layer(status, "archive"), "shards"))
        .isEqualTo(List.of(Map.of("shard", SHARD)));
  }

  @Test
  void status_olderVersions_listedAsKept() {
    shop.version("v1", 10).version("v2", 20).version("v3", 30);
    Map<String, Object> status = good(shop.get("/v1/status"));
    assertThat(status).containsEntry("kept", List.of("v2", "v1"));
    assertThat(Json.object(status, "certificate").get("version")).isEqualTo("v3");
  }

  private static Map<?, ?> layer(Map<String, Object> status, String layer) {
    return Json.object(Json.object(status, "layers"), layer);
  }

  /** A run that was stopped leaves its question, which nobody can answer any more. */
  @Test
  void waiting_aQuestion_untilNobodyCanAnswerIt() {
    Instant until = ask();
    shop.segments
        .create("table")
        .writeAll(List.of(new Gap("s2", 8, 3, 0, 0).item(), new Gap("s1", 9, 12, 9, 7).item()));

    assertThat((Map<?, ?>) waiting(until.minusMillis(1)))
        .isEqualTo(
            Map.of(
                "run", "r1",
                "why", "divergence 0.5",
                "asked", "2024-11-24T12:00:00Z",
                "until", "2024-11-24T12:01:00Z",
                "missing",
                    List.of(
                        Map.of("shard", "s2", "epoch", 8, "expected", 3, "found", 0),
                        Map.of("shard", "s1", "epoch", 9, "expected", 12, "found", 9))));
    assertThat(waiting(until)).isNull();
  }

  /** The version is rejected between the two reads. */
  @Test
  void waiting_aQuestionWhoseTableHasGone_isOver() {
    Instant until = ask();
    assertThat(waiting(until.minusMillis(1))).isNull();
  }

  private Instant ask() {
    Instant until = Shop.NOON.plusSeconds(60);
    Lease.take(
        shop.control,
        "arn:aws:states:r1",
        Duration.ofDays(2),
        Clock.fixed(Shop.NOON, ZoneOffset.UTC),
        new MemoryRuns());
    new Approval(
            "r1",
            "report",
            "table",
            "divergence 0.5",
            Optional.empty(),
            "token",
            Shop.NOON.toEpochMilli(),
            until.toEpochMilli(),
            Approval.Standing.WAITING,
            "")
        .write(shop.control, Optional.empty());
    return until;
  }

  private @Nullable Object waiting(Instant now) {
    return good(shop.api(now).answer(Requests.get("/v1/status"))).get("waiting");
  }
}
