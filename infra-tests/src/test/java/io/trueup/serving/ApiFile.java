package io.trueup.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The description of the API, {@code docs/openapi.yaml}, and what of JSON Schema it uses. Stricter
 * than the standard: a member that a schema does not name does not fit, and a keyword that is not
 * known here is refused, so that nothing is passed over.
 */
record ApiFile(JsonNode root) {

  private static final Set<String> TEXTS = Set.of("description", "summary", "format", "examples");
  private static final Set<String> LIMITS = Set.of("minimum", "maximum", "default");

  static ApiFile load() throws IOException {
    Path file =
        Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .map(above -> above.resolve("docs/openapi.yaml"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow();
    try (Reader text = Files.newBufferedReader(file)) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return new ApiFile(new ObjectMapper().valueToTree(yaml));
    }
  }

  /** What a {@code #/...} address names; missing when it names nothing. */
  JsonNode at(String reference) {
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : MissingNode.getInstance();
  }

  /** A node, or what it refers to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? at(node.path("$ref").asText()) : node;
  }

  /** What of a value a schema does not allow, each with its place; none when it fits. */
  List<String> misfits(JsonNode schema, JsonNode value, String place) {
    List<String> misfits = new ArrayList<>();
    schema.properties().forEach(k -> keyword(k.getKey(), k.getValue(), value, place, misfits));
    members(schema, value, place, misfits);
    return misfits;
  }

  private void keyword(
      String name, JsonNode rule, JsonNode value, String place, List<String> misfits) {
    boolean fits =
        switch (name) {
          case "$ref" -> {
            misfits.addAll(misfits(at(rule.asText()), value, place));
            yield true;
          }
          case "anyOf" -> elements(rule).anyMatch(one -> misfits(one, value, place).isEmpty());
          case "type" -> types(rule).anyMatch(type -> isOf(type, value));
          case "enum" -> elements(rule).anyMatch(value::equals);
          case "pattern" -> value.asText().matches(rule.asText());
          case "required" ->
              !value.isObject() || elements(rule).allMatch(member -> value.has(member.asText()));
          case "properties", "additionalProperties", "items" -> true;
          default -> {
            if (!TEXTS.contains(name) && !LIMITS.contains(name)) {
              throw new IllegalStateException("%s: keyword '%s'".formatted(place, name));
            }
            yield !name.equals("minimum") || value.asDouble() >= rule.asDouble();
          }
        };
    if (!fits) {
      misfits.add("%s: %s, expected %s %s".formatted(place, value, name, rule));
    }
  }

  private void members(JsonNode schema, JsonNode value, String place, List<String> misfits) {
    if (schema.has("anyOf") || schema.has("$ref")) {
      return;
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      misfits.addAll(misfits(schema.path("items"), value.get(i), place + "/" + i));
    }
    if (!value.isObject()) {
      return;
    }
    value
        .properties()
        .forEach(
            member -> {
              String at = place + "/" + member.getKey();
              JsonNode named = schema.path("properties").path(member.getKey());
              JsonNode rule = named.isMissingNode() ? schema.path("additionalProperties") : named;
              if (rule.isMissingNode()) {
                misfits.add(at + ": a member that the schema does not name");
              }
              misfits.addAll(misfits(rule, member.getValue(), at));
            });
  }

  private static Stream<String> types(JsonNode rule) {
    return rule.isArray() ? elements(rule).map(JsonNode::asText) : Stream.of(rule.asText());
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalStateException("type '%s'".formatted(type));
    };
  }

  static Stream<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements.stream();
  }
}
