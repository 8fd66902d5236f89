package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a recompute says of input that it can't take: it names it, and makes nothing. */
class BadInputTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 4;

  private final TestArchive archive = new TestArchive();
  private final ArchiveLine line = archive.record(ONE, FIRST, "{}".getBytes(UTF_8));

  @Test
  void run_anEmptyObjectBesideAllRecords_isNamedAndLacksNothing() {
    archive.object("a-part", List.of(line));
    archive.raw("b-empty", new byte[0]);

    Map<String, Object> report = archive.run(CUT);

    assertThat(report).containsEntry("outcome", "loaded").containsEntry("records", 1);
    assertBroken(report, "b-empty", 0, "gzip: ");
  }

  @Test
  void run_anEmptyObjectInPlaceOfARecord_isNamedAndMakesNothing() {
    archive.raw("a-part", new byte[0]);

    assertBroken(incomplete(), "a-part", 0, "gzip: ");
  }

  @Test
  void run_aLineOfANewerFormat_isNamedAndMakesNothing() {
    String newer = new String(line.line(), UTF_8).replace("{\"v\":1,", "{\"v\":2,");
    archive.raw("a-part", Zip.gzip(List.of(newer.getBytes(UTF_8))));

    assertBroken(incomplete(), "a-part", 1, "archive line of format version 2, expected 1");
  }

  @Test
  void run_aDefinitionThatIsNotThere_failsAndNamesIt() {
    archive.object("a-part", List.of(line));

    assertFails(archive.job(CUT, URI.create("s3://assets/gone.zip"), fingerprint()), "gone.zip");
  }

  @Test
  void run_aDefinitionOfAnotherFingerprint_failsWithBoth() {
    archive.object("a-part", List.of(line));

    assertFails(
        archive.job(CUT, URI.create("s3://assets/sales.zip"), "0123456789abcdef"),
        "definition of pipeline 'sales' has fingerprint %s, expected 0123456789abcdef"
            .formatted(fingerprint()));
  }

  /** Records were counted by a definition that the control item does not name. */
  @Test
  void run_aLedgerByADefinitionThatWasNeverInForce_failsAndNamesIt() {
    archive.object("a-part", List.of(line));
    Position at = line.position();
    archive.write(
        new LedgerEntry(
            ONE, FIRST + 1, at, at, line.arrival(), Tally.NONE, -1, Map.of(), List.of("unheard")));

    assertFails(archive.job(CUT), "definition unheard, expected one of ");
  }

  @Test
  void run_aCutThatTheArchiveHasNotPassed_failsWithTheOneThatItHas() {
    archive.object("a-part", List.of(line));

    assertFails(
        archive.job(TestArchive.NOT_PASSED),
        "recompute up to cut 999999999, expected at most 999999998");
  }

  private Map<String, Object> incomplete() {
    Map<String, Object> report = archive.run(CUT);
    assertThat(report).containsEntry("outcome", "incomplete");
    assertThat(archive.effects.segments().list("segment-")).isEmpty();
    return report;
  }

  private static void assertBroken(
      Map<String, Object> report, String object, int line, String problem) {
    assertThat(Json.list(report, "broken"))
        .singleElement()
        .satisfies(
            flaw -> {
              Map<?, ?> broken = (Map<?, ?>) flaw;
              assertThat(Json.text(broken, "object")).endsWith("/" + object);
              assertThat(Json.number(broken, "line")).isEqualTo(line);
              assertThat(Json.text(broken, "problem")).startsWith(problem);
            });
  }

  /** Without a report nothing is swapped. */
  private void assertFails(Job job, String message) {
    assertThatThrownBy(() -> archive.run(job)).hasMessageContaining(message);
    assertThat(archive.effects.segments().list("segment-")).isEmpty();
    assertThat(archive.effects.objects(job.archiveBucket()).list("runs/"))
        .doesNotContain(job.reportKey());
  }

  private String fingerprint() {
    return archive.definition.pipeline().fingerprint();
  }
}
