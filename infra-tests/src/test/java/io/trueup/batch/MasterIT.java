package io.trueup.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Cloud;
import io.trueup.demo.host.Command;
import io.trueup.demo.host.LocalStack;
import io.trueup.demo.host.Running;
import io.trueup.standin.FlightsPipeline;
import io.trueup.store.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The master dataset in S3 and a DynamoDB catalog of LocalStack, by what a cluster has. */
class MasterIT {

  private static final String BUCKET = "lake";

  private final Checkout checkout = FlightsPipeline.checkout();

  @Test
  void master_onLocalStack_isReadAsItWasWritten(@TempDir Path folder) throws IOException {
    Path instance = checkout.instance("master-it");
    LocalStack.stop(checkout, instance);
    LocalStack.setUp(checkout, instance);
    try (Running running = new Running()) {
      LocalStack stack = running.add(LocalStack.start(checkout, instance, OptionalInt.empty()));
      S3Client s3 =
          Cloud.configured(S3Client.builder().forcePathStyle(true), stack.endpoint()).build();
      s3.createBucket(request -> request.bucket(BUCKET));

      Command.Result result = master(folder, stack).run(Duration.ofMinutes(4));

      assertThat(result.exitCode()).as(Files.readString(folder.resolve("master.log"))).isZero();
      assertThat(result.output()).contains("records 600  written 3");
      assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET)).contents())
          .extracting(S3Object::key)
          .anyMatch(key -> key.matches("master/.*/data/type=sale/arrival_day=2024-10-04/.*"));
    }
  }

  /** Spark's own jars stand first, as they do on a cluster. */
  private Command master(Path folder, LocalStack stack) throws IOException {
    Path cluster = checkout.root().resolve("infra-tests/spark/target/classpath.txt");
    List<String> classpath =
        List.of(
            Files.readString(cluster).strip(),
            checkout.batchJobs().resolve("batch-jobs-job.jar").toString(),
            checkout.batchJobs().resolve("test-classes").toString());
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-cp",
            String.join(File.pathSeparator, classpath),
            "io.trueup.batch.master.OnCluster",
            place(stack));
    return new Command(words, folder, stack.environment(), folder.resolve("master.log"));
  }

  private static String place(LocalStack stack) {
    Map<String, String> catalog =
        Map.of(
            "catalog-impl", "org.apache.iceberg.aws.dynamodb.DynamoDbCatalog",
            "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
            "warehouse", "s3://" + BUCKET + "/master",
            "dynamodb.table-name", "trueup-catalog",
            "dynamodb.endpoint", stack.dynamo().toString(),
            "s3.endpoint", stack.endpoint().toString(),
            "s3.path-style-access", "true",
            "client.region", "us-east-1",
            "http-client.type", "urlconnection");
    return Json.write(Map.of("table", "lake.events", "catalog", catalog));
  }
}
