package io.trueup.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.merge.Row;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParityTest {

  private static final long SEED = 20_261_130;

  @ParameterizedTest
  @ValueSource(strings = {"flights", "payments"})
  void replay_recordedInput_sameCellsInBothLayers(String pipeline) throws IOException {
    Recording recording = Recording.of(pipeline);
    Layers batch = Layers.of(pipeline, recording, SEED);
    Layers speed =
        Layers.of(pipeline, recording.withoutUnseenRepeats(Layers.pipeline(pipeline)), SEED + 1);

    batch.recompute(recording.end());
    Cells exact = batch.recomputed(recording.end());

    assertThat(speed.live().differences(exact)).as("seed %d", SEED).isEmpty();
    assertThat(exact.rows().values()).extracting(Row::standing).containsOnly(Row.Standing.EXACT);
    assertThat(sizes(exact)).isEqualTo(sizes(pipeline));
  }

  /** What is recomputed up to a cut and what is live from it on are the same cells as well. */
  @ParameterizedTest
  @ValueSource(strings = {"flights", "payments"})
  void replay_cutWithinTheRecording_sameCellsMerged(String pipeline) throws IOException {
    Recording recording = Recording.of(pipeline).withoutUnseenRepeats(Layers.pipeline(pipeline));
    Layers layers = Layers.of(pipeline, recording, SEED);

    layers.recompute(recording.end());
    layers.recompute(recording.middle());
    Cells merged = layers.recomputed(recording.middle());

    assertThat(merged.differences(layers.recomputed(recording.end())))
        .as("seed %d", SEED)
        .isEmpty();
    assertThat(merged.rows().values()).extracting(Row::standing).contains(Row.Standing.LIVE);
  }

  /** A replay of the archive by the definition that is deployed shows what is answered live. */
  @ParameterizedTest
  @ValueSource(strings = {"flights", "payments"})
  void view_replayedFromTheArchive_sameCellsAsLive(String pipeline) throws IOException {
    Layers layers = Layers.of(pipeline, Recording.of(pipeline), SEED);

    Cells replayed = layers.replayed();

    assertThat(layers.live().differences(replayed)).as("seed %d", SEED).isEmpty();
    assertThat(sizes(replayed)).isEqualTo(sizes(pipeline));
  }

  /**
   * Live numbers that differ are those of repeats, and both layers took each record for the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"flights", "payments"})
  void recompute_recordedInput_nothingDiffersWithoutACause(String pipeline) throws IOException {
    Recording recording = Recording.of(pipeline);
    Layers layers = Layers.of(pipeline, recording, SEED);

    Map<String, Object> report = layers.recompute(recording.end());

    assertThat(report).containsEntry("outcome", "loaded");
    assertThat(Json.number(report, "duplicates")).isPositive();
    assertThat(Json.object(report, "repeats").values()).allMatch(count -> (Integer) count > 0);
    Map<?, ?> divergence = Json.object(report, "divergence");
    assertThat(Json.number(divergence, "pairs")).isGreaterThan(1_000);
    assertThat(Json.number(divergence, "differing")).isZero();
    assertThat(layers.counts(Layer.SPEED)).isEqualTo(layers.counts(Layer.ARCHIVE));
    assertThat(layers.counts(Layer.SPEED).keySet())
        .contains(
            "accepted",
            "beats",
            "late",
            "rejected.not_json",
            "rejected.schema",
            "rejected.no_id",
            "rejected.no_time",
            "rejected.future");
    assertThat(layers.live().differences(layers.recomputed(recording.end()))).isNotEmpty();
  }

  /** The views and sizes that there are cells of. */
  private static Set<String> sizes(Cells cells) {
    return cells.rows().keySet().stream()
        .map(cell -> cell.view() + " " + cell.every())
        .collect(Collectors.toSet());
  }

  private static Set<String> sizes(String pipeline) throws IOException {
    return Layers.pipeline(pipeline).views().stream()
        .flatMap(view -> view.every().stream().map(size -> view.name() + " " + size.length()))
        .collect(Collectors.toSet());
  }
}
