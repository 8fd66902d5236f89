package io.trueup.bench;

import io.trueup.demo.host.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What a contender finds. */
public enum ClassPath {
  /** That of this process. */
  OURS,
  /** A cluster's Spark, and the few classes that all contenders share. */
  CLUSTER,
  /** As above, with the jar of the job before those. */
  CLUSTER_WITH_JOB;

  /** The jars and folders of this build that contenders need whatever they run on. */
  private static final List<String> SHARED =
      List.of("bench/target/classes", "infra-tests-", "shared-model-", "trueup-cli-");

  String of(Checkout checkout) {
    String ours = System.getProperty("java.class.path");
    if (this == OURS) {
      return ours;
    }
    Stream<String> shared =
        Stream.of(ours.split(File.pathSeparator, -1))
            .filter(entry -> SHARED.stream().anyMatch(entry::contains));
    Stream<String> job =
        this == CLUSTER
            ? Stream.empty()
            : Stream.of(checkout.batchJobs().resolve("batch-jobs-job.jar").toString());
    return Stream.concat(Stream.of(spark(checkout)), Stream.concat(job, shared))
        .collect(java.util.stream.Collectors.joining(File.pathSeparator));
  }

  private static String spark(Checkout checkout) {
    try {
      return Files.readString(checkout.root().resolve("infra-tests/spark/target/classpath.txt"))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
