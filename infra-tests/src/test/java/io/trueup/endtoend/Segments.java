package io.trueup.endtoend;

import static java.util.stream.Collectors.toCollection;

import io.trueup.demo.Stage;
import io.trueup.demo.host.Cloud;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The segment tables that there are. */
record Segments(Stage stage) {

  /** How the names of all tables begin, of the flights' pipeline. */
  static final String PREFIX = "trueup-flights-v-";

  private static final Pattern TABLE = Pattern.compile(PREFIX + "[A-Za-z0-9-]+");

  /** All tables' names, of this stage's pipeline. */
  List<String> tables() {
    try (DynamoDbClient dynamo = dynamo()) {
      return dynamo.listTablesPaginator().tableNames().stream()
          .filter(name -> name.startsWith(PREFIX))
          .toList();
    }
  }

  /** The tables that the pointer names. */
  Set<String> named() {
    String pointer =
        String.valueOf(
            TableDump.of(stage.localStack().endpoint(), stage.deployment().output("ControlTable"))
                .items()
                .get("pointer / pointer"));
    return TABLE
        .matcher(pointer)
        .results()
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }

  /** The tables that the pointer does not name. */
  Set<String> orphans() {
    Set<String> tables = new TreeSet<>(tables());
    tables.removeAll(named());
    return tables;
  }

  private DynamoDbClient dynamo() {
    return Cloud.configured(DynamoDbClient.builder(), stage.localStack().dynamo()).build();
  }
}
