package io.trueup.endtoend;

import io.trueup.demo.Stage;
import io.trueup.demo.host.Cloud;
import io.trueup.demo.host.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The segment tables that there are. */
record Segments(Stage stage) {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** All tables' names, of this stage's pipeline. */
  List<String> tables() {
    try (DynamoDbClient dynamo = dynamo()) {
      return dynamo.listTablesPaginator().tableNames().stream()
          .filter(name -> name.startsWith("trueup-flights-v-"))
          .toList();
    }
  }

  /** The tables that the pointer does not name. */
  List<String> orphans() {
    String pointer =
        String.valueOf(
            TableDump.of(stage.localStack().endpoint(), stage.deployment().output("ControlTable"))
                .items()
                .get("pointer / pointer"));
    return tables().stream().filter(table -> !pointer.contains(table)).toList();
  }

  /** Returns as soon as a run has made a table. */
  void awaitOf(String run) {
    long began = System.nanoTime();
    try (DynamoDbClient dynamo = dynamo()) {
      while (dynamo.listTablesPaginator().tableNames().stream()
          .noneMatch(name -> name.startsWith("trueup-flights-v-" + run + "-"))) {
        if (System.nanoTime() - began > LIMIT.toNanos()) {
          throw new Failure("run %s made no table within %s".formatted(run, LIMIT));
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }

  private DynamoDbClient dynamo() {
    return Cloud.configured(DynamoDbClient.builder(), stage.localStack().dynamo()).build();
  }
}
