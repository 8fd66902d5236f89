package io.trueup.cli.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.cli.Console;
import io.trueup.cli.Failure;
import io.trueup.cli.send.Packing;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.port.MemoryTable;
import io.trueup.store.BackfillMark;
import io.trueup.store.Quota;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingTest {

  private static final Instant NOW = Instant.parse("2026-11-01T23:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");
  private static final int EVENTS = 500;

  @TempDir private Path folder = Path.of("");
  private final MemoryTable control = new MemoryTable();
  private final List<String> arrived = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("shop"));
    Files.writeString(
        folder.resolve("shop/pipeline.yaml"),
        """
        pipeline: shop
        events:
          sale: { schema: sale.avsc, id: id, time: at, key: id }
        views:
          all: { from: sale, by: [], every: { 1h: forever }, measures: { sales: count() } }
        """);
    Files.writeString(
        folder.resolve("shop/sale.avsc"),
        """
        {"type": "record", "name": "sale", "fields": [{"name": "id", "type": "string"},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
        """);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      lines.add(sale(i));
      if (i % 9 == 0) {
        lines.add("not json");
      }
    }
    Files.writeString(folder.resolve("sales.jsonl"), String.join("\n", lines));
  }

  private static String sale(int id) {
    return "{\"id\":\"%d\",\"at\":\"2026-10-01T00:00:00Z\"}".formatted(id);
  }

  private Console console() {
    return new Console(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(err, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Clock.fixed(NOW, ZoneOffset.UTC),
        Map.of(),
        folder,
        folder);
  }

  private History history() {
    try {
      Reading reading = PipelineReader.read(PipelineFolder.load(folder.resolve("shop")));
      return new FileHistory(
          console(), "sales.jsonl", ((Reading.Read) reading).pipeline(), Period.of(null, null));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Sending.End send(
      Pace pace, Throttle throttle, Consumer<List<Packing.Entry>> stream, BooleanSupplier stop) {
    History history = history();
    BackfillMark mark = BackfillMark.read(control, history.id().orElseThrow(), history.name());
    return new Sending(
            control, pace, throttle, stream, console().clock(), stop, console().progress())
        .send(history, Optional.of(mark), EVENTS - mark.sent());
  }

  private void take(List<Packing.Entry> entries) {
    entries.forEach(entry -> arrived.add(new String(entry.data(), UTF_8)));
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      all.add(sale(i));
    }
    return all;
  }

  @Test
  void send_all_waitsForTheThrottleBeforeEachChunk() {
    List<Integer> waits = new ArrayList<>();
    List<Integer> before = new ArrayList<>();

    Sending.End end =
        send(
            new Pace(100, 10_000),
            events -> {
              waits.add(events);
              before.add(arrived.size());
            },
            this::take,
            () -> false);

    assertThat(end).isEqualTo(new Sending.End.Done(EVENTS));
    assertThat(arrived).isEqualTo(all());
    assertThat(waits).allMatch(events -> events <= 25);
    assertThat(before).startsWith(0, 25, 50);
    assertThat(Quota.read(control, DAY).reserved()).isEqualTo(EVENTS);
  }

  @Test
  void send_stoppedAndKilledAnywhere_losesNothingAndRepeatsAChunkAtMost() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      control.all().forEach(item -> control.remove(item.key(), item.unchanged("v")));
      arrived.clear();
      int kills = 0;
      Sending.End end = new Sending.End.Interrupted(0);
      while (!(end instanceof Sending.End.Done)) {
        int calls = 1 + random.nextInt(6);
        List<Integer> made = new ArrayList<>();
        boolean isKill = random.nextBoolean();
        try {
          end =
              send(
                  new Pace(40 + random.nextInt(400), 1_000_000),
                  events -> {},
                  entries -> {
                    take(entries);
                    made.add(entries.size());
                    if (isKill && made.size() == calls) {
                      throw new IllegalStateException("the answer was lost");
                    }
                  },
                  () -> !isKill && made.size() >= calls);
        } catch (IllegalStateException lost) {
          kills++;
        }
      }
      assertThat(new TreeSet<>(arrived)).as("seed %d", seed).isEqualTo(new TreeSet<>(all()));
      assertThat(arrived.size() - EVENTS).as("seed %d", seed).isLessThanOrEqualTo(kills * 110);
    }
  }

  @Test
  void send_twoAtOnce_theSecondIsToldThatTheMarkHasMoved() {
    List<Sending.End> others = new ArrayList<>();

    assertThatThrownBy(
            () ->
                send(
                    new Pace(100, 10_000),
                    events -> {},
                    entries -> {
                      if (others.isEmpty()) {
                        others.add(new Sending.End.Done(0));
                        others.add(
                            send(new Pace(400, 10_000), none -> {}, this::take, () -> false));
                      }
                      take(entries);
                    },
                    () -> false))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("somebody else sends it too, and has come to line 556");
    assertThat(others.get(1)).isEqualTo(new Sending.End.Done(EVENTS));
  }

  @Test
  void throttle_await_goesNoFasterThanItsRate() {
    Throttle throttle = Throttle.of(200);
    throttle.await(1);
    long began = System.nanoTime();
    for (int i = 0; i < 6; i++) {
      throttle.await(25);
    }
    assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(0.6);
  }

  @Test
  void text_times_areReadable() {
    assertThat(Sending.text(java.time.Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Sending.text(java.time.Duration.ofSeconds(3_700))).isEqualTo("1 h 1 min");
    assertThat(Sending.text(java.time.Duration.ofHours(49))).isEqualTo("2 d 1 h");
  }
}
