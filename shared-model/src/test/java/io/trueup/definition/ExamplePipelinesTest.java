package io.trueup.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example pipelines are right, and their samples are what they are meant to show. */
class ExamplePipelinesTest {

  private static final long ARRIVAL = Instant.parse("2024-11-24T00:00:00Z").toEpochMilli();

  static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Folders.examples())) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Test
  void examples_ofTheRepository_areThese() throws IOException {
    assertThat(folders())
        .extracting(each -> each.getFileName().toString())
        .contains("flights", "payments");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void read_eachExample_isRightAndNamedAsItsFolder(Path folder) throws IOException {
    Pipeline pipeline = Folders.pipeline(PipelineFolder.load(folder));

    assertThat(folder).hasFileName(pipeline.name());
    assertThat(pipeline.views()).isNotEmpty();
  }

  @Test
  void payments_sample_hasEveryTypeAndTheseFaults() throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    Set<String> ids = new HashSet<>();
    for (Intake intake : sample()) {
      if (intake instanceof Intake.Accepted accepted) {
        String type = accepted.event().type().name();
        found.merge(type, 1, Integer::sum);
        if (!ids.add(type + " " + accepted.event().id())) {
          found.merge("repeats", 1, Integer::sum);
        }
      } else if (intake instanceof Intake.Rejected rejected) {
        found.merge(rejected.reason().word(), 1, Integer::sum);
      }
    }

    assertThat(found)
        .isEqualTo(
            Map.of(
                "payment",
                27,
                "refund",
                4,
                "payout",
                5,
                "repeats",
                3,
                "not_json",
                1,
                "no_type",
                1,
                "schema",
                1,
                "no_id",
                1));
  }

  @Test
  void payments_sample_countsInEveryView() throws IOException {
    Map<String, Integer> counted = new TreeMap<>();
    Pipeline payments = payments();
    for (Intake intake : sample()) {
      if (intake instanceof Intake.Accepted accepted) {
        payments.views().stream()
            .filter(view -> view.counts(accepted.event()))
            .forEach(view -> counted.merge(view.name(), 1, Integer::sum));
      }
    }

    assertThat(counted)
        .isEqualTo(
            Map.of(
                "payments",
                27,
                "euros_by_merchant",
                20,
                "card_volume",
                20,
                "merchants",
                27,
                "refunds",
                4,
                "costly_payouts",
                3));
  }

  private static List<Intake> sample() throws IOException {
    EventReader reader = new EventReader(payments());
    List<Intake> intakes = new ArrayList<>();
    for (String line : Files.readAllLines(Folders.examples().resolve("payments/sample.jsonl"))) {
      Position position = new Position(Integer.toString(intakes.size() + 1), 0);
      intakes.add(reader.read(new StreamRecord(position, ARRIVAL, line.getBytes(UTF_8)), ARRIVAL));
    }
    return intakes;
  }

  private static Pipeline payments() throws IOException {
    return Folders.pipeline(PipelineFolder.load(Folders.examples().resolve("payments")));
  }
}
