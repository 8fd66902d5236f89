package io.trueup.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.time.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineReaderTest {

  @Test
  void read_exampleFolder_isRight() throws IOException {
    Pipeline flights = Folders.pipeline(PipelineFolder.load(Folders.flights()));

    assertThat(flights.name()).isEqualTo("flights");
    assertThat(flights.views())
        .extracting(View::name)
        .containsExactly("departures_by_origin", "long_haul_arrivals", "all_departures");
    View departures = flights.view("departures_by_origin").orElseThrow();
    assertThat(departures.by()).extracting(Field::path).containsExactly("origin");
    assertThat(departures.every())
        .containsExactly(
            new BucketSize(Span.parse("5m"), Optional.empty()),
            new BucketSize(Span.parse("1h"), Optional.empty()),
            new BucketSize(Span.parse("1d"), Optional.empty()));
    assertThat(flights.view("all_departures").orElseThrow().by()).isEmpty();
    assertThat(flights.view("long_haul_arrivals").orElseThrow().where().orElseThrow().text())
        .isEqualTo("distance > 1000");
    assertThat(flights.objectives().divergence()).isEqualByComparingTo("0.001");
  }

  @Test
  void read_nestedSchema_hasLeavesByPath() {
    EventType order = Folders.pipeline(Folders.orders()).events().get(0);

    assertThat(order.fields())
        .extracting(Field::path)
        .containsExactly(
            "id",
            "at",
            "paid",
            "items",
            "points",
            "weight",
            "ratio",
            "amount",
            "grade",
            "day",
            "seen",
            "ref",
            "item.category",
            "item.stock",
            "item.inner.code");
    assertThat(order.field("item.category").orElseThrow())
        .satisfies(
            field -> {
              assertThat(field.index()).isEqualTo(12);
              assertThat(field.kind()).isEqualTo(Kind.STRING);
              assertThat(field.nullable()).isTrue();
            });
    assertThat(order.key().path()).isEqualTo("item.category");
    assertThat(order.maxAhead()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void read_withoutBatchAndSlo_takesDefaults() {
    Pipeline orders = Folders.pipeline(Folders.orders());

    assertThat(orders.batch())
        .isEqualTo(
            new Batch(
                Span.parse("1h"),
                Span.parse("5m"),
                Span.parse("10s"),
                Span.parse("1d"),
                Span.parse("35d"),
                Tolerance.NONE));
    assertThat(orders.objectives())
        .isEqualTo(new Objectives(Span.parse("5s"), new BigDecimal("0.001")));
  }

  @Test
  void read_withBatchAndSlo_takesThem() {
    Pipeline orders =
        Folders.pipeline(
            Folders.orders(
                Folders.ORDER_PIPELINE
                    + "batch: { schedule: 1m, epoch: 5s, heartbeat: 2s, full: 7d, horizon: 90d,"
                    + " corrections: 0.5% }\n"
                    + "slo: { freshness: 500ms, divergence: 100% }\n"));

    assertThat(orders.batch())
        .isEqualTo(
            new Batch(
                Span.parse("1m"),
                Span.parse("5s"),
                Span.parse("2s"),
                Span.parse("7d"),
                Span.parse("90d"),
                new Tolerance(new BigDecimal("0.005"))));
    assertThat(orders.objectives().freshness()).isEqualTo(Span.parse("500ms"));
    assertThat(orders.objectives().divergence()).isEqualByComparingTo("1");
  }

  @Test
  void read_zippedFolder_equalsFolder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : Folders.orders().files().entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
      zip.putNextEntry(new ZipEntry("notes/readme.txt"));
      zip.write("no part of it".getBytes(UTF_8));
    }

    PipelineFolder unzipped = PipelineFolder.unzip(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(unzipped.files()).containsOnlyKeys("pipeline.yaml", "order.avsc");
    assertThat(Folders.pipeline(unzipped).fingerprint())
        .isEqualTo(Folders.pipeline(Folders.orders()).fingerprint());
  }

  @Test
  void load_schemaInInnerFolder_isFoundByItsPath(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("schemas"));
    Files.writeString(folder.resolve("schemas/order.avsc"), Folders.ORDER_SCHEMA);
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        Folders.ORDER_PIPELINE.replace("order.avsc", "schemas/order.avsc"));

    assertThat(Folders.problems(PipelineFolder.load(folder))).isEmpty();
  }

  @Test
  void read_emptyFolder_saysWhatIsMissing() {
    assertThat(Folders.problems(new PipelineFolder(Map.of())))
        .isEqualTo(
            List.of("pipeline.yaml: no such file, expected the pipeline file in its folder"));
  }
}
