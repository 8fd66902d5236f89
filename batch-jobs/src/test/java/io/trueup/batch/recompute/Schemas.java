package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;

/**
 * OpenLineage's own schemas: an event is held against that of events, and each facet in it against
 * the one that it names.
 */
final class Schemas {

  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory ->
              factory.schemaMappers(
                  mappers ->
                      mappers.mappings(url -> url.startsWith("https://"), Schemas::resource)));

  private Schemas() {}

  private static String resource(String url) {
    return "classpath:openlineage" + url.substring(url.lastIndexOf('/'));
  }

  static void requireValid(JsonNode event) {
    requireValid(event, event.path("schemaURL").asText());
    List<JsonNode> facets = event.findParents("_schemaURL");
    assertThat(facets).isNotEmpty();
    facets.forEach(facet -> requireValid(facet, facet.path("_schemaURL").asText()));
  }

  private static void requireValid(JsonNode described, String url) {
    assertThat(FACTORY.getSchema(SchemaLocation.of(url), STRICT).validate(described))
        .as("%s against %s", described, url)
        .isEmpty();
  }
}
