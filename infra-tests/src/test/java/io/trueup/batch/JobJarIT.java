package io.trueup.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Command;
import io.trueup.standin.FlightsPipeline;
import io.trueup.standin.StandIn;
import io.trueup.store.Json;
import io.trueup.store.SegmentAbout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobJarIT {

  private static final Checkout CHECKOUT = FlightsPipeline.checkout();
  private static final Path JAR = CHECKOUT.batchJobs().resolve("batch-jobs-job.jar");

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Ours, relocated or of CEL, which no Spark has; the SDK's types of files; and licences. */
  private static final Pattern OURS =
      Pattern.compile(
          "(io/trueup|dev/cel|cel)/.*|mime\\.types"
              + "|META-INF/(MANIFEST\\.MF|DEPENDENCIES|.*(LICENSE|NOTICE).*"
              + "|services/io\\.trueup\\..*)");

  @Test
  void run_onAClustersSpark_loadsTheSegment(@TempDir Path folder) throws IOException {
    loadsTheSegment(
        folder, job -> List.of(JAR.toString(), "io.trueup.batch.RecomputeMain", Json.write(job)));
  }

  /** With arguments of Glue's own among them. */
  @Test
  void script_compiledAsGlueDoes_loadsTheSegment(@TempDir Path folder) throws IOException {
    Path script = compiled(folder);
    loadsTheSegment(
        folder,
        job ->
            List.of(
                JAR + ":" + script,
                "Recompute",
                "--JOB_NAME",
                "recompute",
                "--trueup-job",
                Json.write(job),
                "--trueup-region",
                "us-east-1"));
  }

  private static void loadsTheSegment(
      Path folder, Function<Map<String, Object>, List<String>> words) throws IOException {
    FlightsPipeline flights = FlightsPipeline.read();
    try (StandIn aws = StandIn.start()) {
      FlightsArchive.write(aws, flights);

      Path log = folder.resolve("job.log");
      Command.Result result =
          spark(folder, aws, words.apply(job(flights))).run(Duration.ofMinutes(3));

      assertThat(result.exitCode()).as(Files.readString(log)).isZero();
      Map<String, Object> report = report(aws);
      assertThat(report)
          .containsEntry("outcome", "loaded")
          .containsEntry("records", FlightsArchive.RECORDS)
          .containsEntry("accepted", FlightsArchive.RECORDS - 1)
          .containsEntry("rejected", Map.of("not_json", 1))
          .containsEntry("cells", FlightsArchive.CELLS)
          .containsEntry("table", "trueup-flights-v-run-1-0");
      assertThat(lineage(aws)).hasSize(2).last().asString().contains("\"COMPLETE\"");
      assertThat(SegmentAbout.read(aws.tables().table("trueup-flights-v-run-1-0")))
          .get()
          .extracting(SegmentAbout::cells)
          .isEqualTo((long) FlightsArchive.CELLS);
    }
  }

  @Test
  void jar_always_holdsNothingThatSparkMayHaveToo() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .allMatch(name -> OURS.matcher(name).matches())
          .doesNotHaveDuplicates();
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.trueup.batch.RecomputeMain");
    }
  }

  /** What the workflow hands over: CutChoice's answer, with run, attempt and retry. */
  private static Map<String, Object> job(FlightsPipeline flights) {
    return Map.ofEntries(
        Map.entry("outcome", "cut"),
        Map.entry("run", "run"),
        Map.entry("attempt", 1),
        Map.entry("retry", 0),
        Map.entry("cut", FlightsArchive.EPOCH + 1),
        Map.entry("definition", "s3://assets/flights.zip"),
        Map.entry("fingerprint", flights.pipeline().fingerprint()),
        Map.entry("epoch", "5s"),
        Map.entry("archive_bucket", "archive"),
        Map.entry("archive_prefix", "archive/"),
        Map.entry("control_table", "control"),
        Map.entry("segment_prefix", "trueup-flights-v-"),
        Map.entry("kms_key", ""),
        Map.entry("write_budget", 100_000),
        Map.entry("execution", "arn:aws:states:us-east-1:1:execution:trueup-flights:run"),
        Map.entry("lineage", "http://127.0.0.1:1"), // nobody is there
        Map.entry("deadline", "2026-01-01T00:00:00Z"));
  }

  /** The classes of the script by which Glue starts the job. */
  private static Path compiled(Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("script"));
    Path log = folder.resolve("scalac.log");
    List<String> words =
        List.of(
            JAVA,
            "-cp",
            System.getProperty("java.class.path"),
            "scala.tools.nsc.Main",
            "-cp",
            cluster() + ":" + JAR,
            "-d",
            classes.toString(),
            CHECKOUT.root().resolve("batch-jobs/src/main/glue/Recompute.scala").toString());
    Command.Result result = new Command(words, folder, Map.of(), log).run(Duration.ofMinutes(2));
    assertThat(result.exitCode()).as(result.output() + Files.readString(log)).isZero();
    return classes;
  }

  private static String cluster() throws IOException {
    return Files.readString(CHECKOUT.root().resolve("infra-tests/spark/target/classpath.txt"))
        .strip();
  }

  /** Runs a class path beside Spark's own jars, which stand first, as they do on a cluster. */
  private static Command spark(Path folder, StandIn aws, List<String> job) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                JAVA,
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED"));
    Arrays.asList(
            "master=local[2]",
            "ui.enabled=false",
            "driver.host=127.0.0.1",
            "driver.bindAddress=127.0.0.1")
        .forEach(each -> words.add("-Dspark." + each));
    words.addAll(List.of("-cp", cluster() + ":" + job.get(0)));
    words.addAll(job.subList(1, job.size()));
    return new Command(words, folder, aws.environment(), folder.resolve("job.log"));
  }

  private static Map<String, Object> report(StandIn aws) throws IOException {
    return Json.object(text(aws, "runs/run/1/report.json"));
  }

  private static List<String> lineage(StandIn aws) throws IOException {
    return text(aws, "runs/run/1/lineage/trueup-flights-v-run-1-0.jsonl").lines().toList();
  }

  private static String text(StandIn aws, String key) throws IOException {
    try (var object = aws.objects("archive").read(key)) {
      return new String(object.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
