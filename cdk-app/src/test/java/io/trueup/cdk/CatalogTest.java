package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the master dataset is kept, and how others find it and the archive. */
class CatalogTest {

  private final Path folder;

  CatalogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void glue_database_hasTheArchiveByHoursOfDelivery() {
    Deployed deployed = deployed(Engine.EMR_SERVERLESS, Catalog.GLUE);
    JsonNode database = only(deployed, "AWS::Glue::Database");
    JsonNode table = only(deployed, "AWS::Glue::Table").at("/Properties/TableInput");

    assertThat(database.at("/Properties/DatabaseInput/Name").asText()).isEqualTo("trueup_flights");
    assertThat(database.path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(table.path("Name").asText()).isEqualTo("archive");
    assertThat(names(table.path("PartitionKeys"))).containsExactly("hour");
    assertThat(names(table.at("/StorageDescriptor/Columns")))
        .containsExactly("v", "shard", "seq", "sub", "epoch", "arrival", "event", "base64");
    assertThat(table.at("/Parameters/projection.hour.format").asText()).isEqualTo("yyyy/MM/dd/HH");
    assertThat(table.at("/Parameters/storage.location.template").toString())
        .contains("/archive/${hour}/");
  }

  @Test
  void job_onGlue_isToldOfTheGlueCatalog() {
    assertThat(master(deployed(Engine.GLUE, Catalog.GLUE)))
        .contains("'trueup_flights.events'", "org.apache.iceberg.aws.glue.GlueCatalog", "/master'");
  }

  @Test
  void job_onAnActivity_isToldOfATableOfItsOwnAndNothingOfGlueIsMade() {
    Deployed deployed = deployed(Engine.ACTIVITY, Catalog.beside(Engine.ACTIVITY));

    assertThat(master(deployed))
        .contains("org.apache.iceberg.aws.dynamodb.DynamoDbCatalog", "'trueup-flights-catalog'");
    assertThat(Deployed.resources(deployed.data(), "AWS::Glue::Database")).isEmpty();
  }

  @Test
  void job_withoutACatalog_isToldOfNone() {
    Deployed deployed = deployed(Engine.EMR_SERVERLESS, Catalog.OFF);

    assertThat(master(deployed)).isEqualTo("null");
    assertThat(Granted.to(deployed.compute(), "EmrServerless"))
        .noneMatch(line -> line.startsWith("glue:") || line.contains("master"));
  }

  private Deployed deployed(Engine engine, Catalog catalog) {
    return Deployed.of(
        Deployed.settings(engine, catalog, Keeping.KEPT), Deployed.artifacts(folder, "a"));
  }

  private static JsonNode only(Deployed deployed, String type) {
    return Deployed.resources(deployed.data(), type).values().iterator().next();
  }

  private static List<String> names(JsonNode columns) {
    return StreamSupport.stream(columns.spliterator(), false)
        .map(column -> column.path("Name").asText())
        .toList();
  }

  private static String master(Deployed deployed) {
    JsonNode names =
        Deployed.resources(deployed.compute(), "AWS::StepFunctions::StateMachine")
            .values()
            .iterator()
            .next()
            .at("/Properties/DefinitionSubstitutions/Master");
    return names.isTextual() ? names.asText() : names.toString();
  }
}
