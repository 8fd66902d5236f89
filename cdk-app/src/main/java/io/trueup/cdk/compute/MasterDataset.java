package io.trueup.cdk.compute;

import io.trueup.cdk.Settings;
import io.trueup.cdk.data.DataStack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;

/** The master dataset as the job is told of it, and what the job may do to it. */
record MasterDataset(Settings settings, DataStack data) {

  private static final String FILES =
      "Iceberg names the files of the master dataset; the prefix is as far as they are known.";

  /**
   * The place as a JSONata object, in single quotes so that it can stand in a text of JSON; null
   * where there is none.
   */
  String literal() {
    return switch (settings.catalog()) {
      case OFF -> "null";
      case GLUE -> place(Map.of("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog"));
      case DYNAMODB ->
          place(
              Map.of(
                  "catalog-impl", "org.apache.iceberg.aws.dynamodb.DynamoDbCatalog",
                  "dynamodb.table-name", settings.masterCatalog(),
                  "s3.path-style-access", "true"));
    };
  }

  private String place(Map<String, String> catalog) {
    Map<String, String> all = new TreeMap<>(catalog);
    all.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    all.put("http-client.type", "urlconnection");
    all.put("warehouse", "s3://%s/master".formatted(data.archive().getBucketName()));
    return "{'table': '%s.events', 'catalog': {%s}}"
        .formatted(
            settings.masterDatabase(),
            all.entrySet().stream()
                .map(each -> "'%s': '%s'".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", ")));
  }

  /** What a job with a role of its own may do; one that serves the activity brings its own. */
  List<Permission> permissions() {
    return switch (settings.catalog()) {
      case OFF, DYNAMODB -> List.of();
      case GLUE -> List.of(files(), table());
    };
  }

  private Permission files() {
    return Permission.to("s3", "AbortMultipartUpload", "DeleteObject", "GetObject", "PutObject")
        .onAll(data.archive().arnForObjects("master/*"), FILES);
  }

  private Permission table() {
    String database = settings.masterDatabase();
    return Permission.to("glue", "CreateTable", "GetDatabase", "GetTable", "UpdateTable")
        .on(
            Stream.of("catalog", "database/" + database, "table/%s/events".formatted(database))
                .map(this::glue)
                .toArray(String[]::new));
  }

  private String glue(String resource) {
    int slash = resource.indexOf('/');
    ArnComponents.Builder arn = ArnComponents.builder().service("glue");
    return Stack.of(data)
        .formatArn(
            slash < 0
                ? arn.resource(resource).build()
                : arn.resource(resource.substring(0, slash))
                    .resourceName(resource.substring(slash + 1))
                    .build());
  }
}
