package io.trueup.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  private static final String TOLD =
      Folders.ORDER_PIPELINE.replace(
          "views:\n",
          "  refund: { schema: order.avsc, id: id, time: at, key: id, is: Refund }\nviews:\n");

  /** The text in the specification is its own oracle. */
  @Test
  void ofView_exampleOfTheSpecification_isTheHashOfItsText() throws Exception {
    String formats =
        Files.readString(Folders.flights().resolve("../../../docs/formats.md").normalize());
    String text = formats.substring(formats.indexOf("trueup-view/2\n"));
    text = text.substring(0, text.indexOf("```"));

    View view = flights().view("all_departures").orElseThrow();

    assertThat(view.fingerprint()).isEqualTo(hash(text));
    assertThat(formats).contains("is `%s`:".formatted(view.fingerprint()));
  }

  @Test
  void ofView_toldByDiscriminator_isTheHashOfItsText() throws Exception {
    String text =
        """
        trueup-view/2
        name 5:ticks
        event 4:tick id 2:id time 2:at key 2:id ahead 3600000 window 0
        discriminator 6:meta.k 5:T ék
        leaf 2:at timestamp-millis required absent missing
        leaf 2:id string required absent missing
        live 5:1 < 2
        every 1000
        measure 1:n 0: 7:count/1
        spread 8
        """;
    Pipeline ticks =
        Folders.pipeline(
            Folders.orders(
                """
                pipeline: ticks
                discriminator: meta.k
                events:
                  tick: { schema: order.avsc, is: T ék, id: id, time: at, key: id, window: 0s }
                views:
                  ticks: { from: tick, live: "1 < 2", by: [], every: { 1s: forever }, measures: { n: count() } }
                """,
                """
                {"type": "record", "name": "tick", "fields": [
                  {"name": "id", "type": "string"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
                """));

    assertThat(ticks.views().get(0).fingerprint()).isEqualTo(hash(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_ahead: 10m|max_ahead: 11m",
        "max_ahead: 10m|max_ahead: 10m, window: 0s",
        "max_ahead: 10m|max_ahead: 10m, is: Order",
        "pipeline: orders|{pipeline: orders, discriminator: kind,",
        "key: item.category|key: id",
      })
  void ofView_whatDecidesCounting_changesIt(String from, String to) {
    assertThat(orders(change(from, to))).isNotEqualTo(orders(TOLD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_ahead: 10m|max_ahead: 10m, window: 60m, is: order",
        "pipeline: orders|{pipeline: orders, discriminator: type,",
        "is: Refund|is: Repaid",
        "5m: 7d|5m: 8d",
      })
  void ofView_whatDecidesNothingOfIt_keepsIt(String from, String to) {
    assertThat(orders(change(from, to))).isEqualTo(orders(TOLD));
  }

  @Test
  void ofPipeline_anyFolder_isTheHashOfItsText() throws Exception {
    Pipeline told = pipeline(TOLD + "slo: { freshness: 7s }\n");
    String views = "view %s\n".formatted(told.views().get(0).fingerprint());
    String events =
        CanonicalEvent.of(told.events().get(0)) + CanonicalEvent.of(told.events().get(1));

    assertThat(told.fingerprint())
        .isEqualTo(hash("trueup-pipeline/3\n" + events + "late 5:order 300000 7000\n" + views));
    assertThat(told.named(told.fingerprint())).contains(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_ahead: 10m|max_ahead: 10m, late_after: 6s",
        "max_ahead: 10m|max_ahead: 10m, late_after: 0s",
        "pipeline: orders|{pipeline: orders, slo: { freshness: 6s }"
      })
  void ofPipeline_whatDecidesWhoIsLate_changesItAndNoView(String from, String to) {
    assertThat(pipeline(change(from, to)).fingerprint()).isNotEqualTo(pipeline(TOLD).fingerprint());
    assertThat(orders(change(from, to))).isEqualTo(orders(TOLD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_ahead: 10m|max_ahead: 10m, late_after: 5s",
        "is: Refund|is: Refund, late_after: 6s",
        "pipeline: orders|{pipeline: orders, slo: { divergence: 7% }"
      })
  void ofPipeline_whatDecidesNothing_keepsIt(String from, String to) {
    assertThat(pipeline(change(from, to)).fingerprint()).isEqualTo(pipeline(TOLD).fingerprint());
  }

  /** A definition that is in force since before late events were counted. */
  @Test
  void named_asBeforeLateEvents_countsNoneAsLate() throws Exception {
    Pipeline told = pipeline(TOLD);
    String events =
        CanonicalEvent.of(told.events().get(0)) + CanonicalEvent.of(told.events().get(1));
    String before =
        hash("trueup-pipeline/2\n%sview %s\n".formatted(events, told.views().get(0).fingerprint()));

    Pipeline found = told.named(before).orElseThrow();
    assertThat(found.fingerprint()).isEqualTo(before);
    assertThat(found.lateness()).isEmpty();
    assertThat(found.views()).isEqualTo(told.views());
    assertThat(told.named("another")).isEmpty();
  }

  @Test
  void ofPipeline_otherTypeToldOtherwise_changes() {
    assertThat(pipeline(change("is: Refund", "is: Repaid")).fingerprint())
        .isNotEqualTo(pipeline(TOLD).fingerprint());
  }

  /** A piece replaced; a piece in braces is a member added to the file. */
  private static String change(String from, String to) {
    assertThat(TOLD).contains(from);
    return to.startsWith("{")
        ? TOLD + to.substring(to.indexOf(", ") + 2).replace(",", "") + "\n"
        : TOLD.replace(from, to);
  }

  private static String orders(String pipeline) {
    return pipeline(pipeline).view("orders").orElseThrow().fingerprint();
  }

  private static Pipeline pipeline(String pipeline) {
    return Folders.pipeline(Folders.orders(pipeline));
  }

  private static Pipeline flights() throws IOException {
    return Folders.pipeline(PipelineFolder.load(Folders.flights()));
  }

  private static String hash(String text) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, 16);
  }
}
