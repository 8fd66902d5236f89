package io.trueup.cli.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.Failure;
import io.trueup.cli.Json;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a run's recompute came to, as it left it in the archive's bucket. */
public record Report(String key, JsonNode content) {

  private static final String RUNS = "runs/";
  private static final String NAME = "/report.json";

  /** The newest report of a run, or of all runs. */
  public static Optional<Report> newest(Deployment deployment, Optional<String> run) {
    return reports(deployment, RUNS + run.map(name -> name + "/").orElse(""))
        .max(Comparator.comparing(S3Object::lastModified).thenComparing(S3Object::key))
        .map(object -> read(deployment, object.key()));
  }

  /** The runs that have left one, by name. */
  public static List<String> runs(Deployment deployment) {
    return reports(deployment, RUNS)
        .map(object -> object.key().split("/", -1)[1])
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<S3Object> reports(Deployment deployment, String prefix) {
    return deployment
        .cloud()
        .objects()
        .listObjectsV2Paginator(
            call -> call.bucket(deployment.output("ArchiveBucket")).prefix(prefix))
        .contents()
        .stream()
        .filter(object -> object.key().endsWith(NAME));
  }

  private static Report read(Deployment deployment, String key) {
    String bucket = deployment.output("ArchiveBucket");
    try (var in = deployment.cloud().objects().getObject(call -> call.bucket(bucket).key(key))) {
      return new Report(key, Json.read(in.readAllBytes()));
    } catch (IOException e) {
      throw Failure.wrong("read of s3://%s/%s: %s", bucket, key, e.getMessage());
    }
  }
}
