package io.trueup.heartbeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.aws.TestContext;
import io.trueup.event.Heartbeat;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryStream;
import io.trueup.port.Shard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeatHandlerTest {

  private static final long NOW = Instant.parse("2024-11-24T12:00:05Z").toEpochMilli();

  private final MemoryShards shards = new MemoryShards(3);
  private final MemoryStream stream = new MemoryStream();
  private final BeatHandler handler =
      new BeatHandler(shards, stream, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  @Test
  void handle_oneMessage_oneBeatOnEachOpenShard() throws IOException {
    assertThat(beat(message(42))).isEqualTo("{}");
    assertThat(reached()).containsExactlyElementsOf(ids(shards.open()));
    assertThat(stream.puts())
        .allMatch(put -> Heartbeat.parse(put.data()).equals(java.util.Optional.of(beat42())));
  }

  @Test
  void handle_afterSplitAndMerge_noneOnTheClosed() throws IOException {
    List<Shard> halves = shards.split(shards.list().get(0).id());
    shards.merge(halves.get(1).id(), shards.list().get(1).id());
    beat(message(42));
    assertThat(reached()).hasSize(3).containsExactlyInAnyOrderElementsOf(ids(shards.open()));
  }

  @Test
  void handle_severalMessages_aBeatOfEach() throws IOException {
    beat(message(42) + "," + message(43));
    assertThat(stream.puts())
        .extracting(put -> Heartbeat.parse(put.data()).orElseThrow().number())
        .containsExactly(42L, 42L, 42L, 43L, 43L, 43L);
  }

  @Test
  void handle_messageAgain_aBeatOfTheSameNumber() throws IOException {
    beat(message(42));
    beat(message(42));
    assertThat(stream.puts())
        .hasSize(6)
        .allMatch(put -> Heartbeat.parse(put.data()).orElseThrow().number() == 42);
  }

  @Test
  void handle_shardsThatTakeNothing_theOthersHaveTheirBeat() {
    Shard full = shards.open().get(0);
    BeatHandler stopped =
        new BeatHandler(
            shards,
            (key, hash, data) -> {
              if (hash.orElseThrow().equals(full.firstHash())) {
                throw new IllegalStateException("rate exceeded");
              }
              stream.put(key, hash, data);
            },
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
    assertThatThrownBy(() -> beat(stopped, message(42)))
        .hasMessageContaining(full.id())
        .hasRootCauseMessage("rate exceeded");
    assertThat(reached()).containsExactlyElementsOf(ids(shards.open()).subList(1, 3));
  }

  @Test
  void handle_badMessage_failsAndSaysWhich() {
    assertThatThrownBy(() -> beat("{\"body\":\"{\\\"no\\\":1}\"}"))
        .hasMessageContaining("'number'");
    assertThatThrownBy(() -> beat("{\"text\":\"{}\"}")).hasMessageContaining("'body'");
    assertThat(stream.puts()).isEmpty();
  }

  /** The shards whose hash keys the beats went to. */
  private List<String> reached() {
    return stream.puts().stream()
        .map(put -> shards.taking(put.explicitHash().orElseThrow()).id())
        .toList();
  }

  private static Heartbeat beat42() {
    return new Heartbeat(42, NOW);
  }

  private static List<String> ids(List<Shard> shards) {
    return shards.stream().map(Shard::id).toList();
  }

  private String beat(String messages) throws IOException {
    return beat(handler, messages);
  }

  private static String beat(BeatHandler handler, String messages) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    String event = "{\"Records\":[%s]}".formatted(messages);
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)), answer, TestContext.UNHURRIED);
    return answer.toString(UTF_8);
  }

  private static String message(long number) {
    return "{\"messageId\":\"m\",\"body\":\"{\\\"number\\\":%d}\"}".formatted(number);
  }
}
