package io.trueup.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the policies of roles allow, one {@code action on resource} each, with its condition behind
 * it if there is one. What is known only at deployment stands in braces by its logical id without
 * CDK's digits; {@code HERE} is the region and account, {@code ASSETS} CDK's bucket of assets, and
 * {@code HASH} what an asset is named by.
 */
final class Granted {

  private Granted() {}

  /** To the roles whose construct's path begins so. */
  static Set<String> to(JsonNode template, String construct) {
    return Deployed.resources(template, "AWS::IAM::Policy").entrySet().stream()
        .filter(policy -> policy.getKey().startsWith(construct))
        .flatMap(policy -> elements(policy.getValue().at("/Properties/PolicyDocument/Statement")))
        .flatMap(Granted::lines)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> lines(JsonNode statement) {
    String when = statement.has("Condition") ? " when " + text(statement.path("Condition")) : "";
    return elements(statement.path("Action"))
        .flatMap(
            action ->
                elements(statement.path("Resource"))
                    .map(resource -> text(action) + " on " + place(resource) + when));
  }

  private static String place(JsonNode resource) {
    return text(resource)
        .replace("arn:{AWS::Partition}:", "")
        .replace("{AWS::Region}:{AWS::AccountId}", "HERE")
        .replaceAll("s3:::cdk-[^/]*/", "ASSETS/")
        .replaceAll("[0-9a-f]{64}", "HASH");
  }

  /** The one of a value that may be a list, or all. */
  private static Stream<JsonNode> elements(JsonNode node) {
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
  }

  private static String text(JsonNode node) {
    if (node.has("Fn::Join")) {
      return elements(node.at("/Fn::Join/1")).map(Granted::text).collect(Collectors.joining());
    }
    if (node.has("Ref")) {
      return "{" + name(node.path("Ref").asText()) + "}";
    }
    if (node.has("Fn::GetAtt")) {
      return "{" + name(node.at("/Fn::GetAtt/0").asText()) + "}";
    }
    if (node.has("Fn::ImportValue")) {
      return "{" + name(node.path("Fn::ImportValue").asText()) + "}";
    }
    if (node.has("Fn::Sub")) {
      return node.path("Fn::Sub").asText();
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(Map.Entry::getKey)
          .map(key -> key + " " + text(node.path(key)))
          .collect(Collectors.joining(" "));
    }
    return node.asText();
  }

  private static String name(String id) {
    return id.replaceAll(".*ExportsOutput(Ref|FnGetAtt)", "")
        .replaceAll("[0-9A-F]{8}(Arn)?.*$", "");
  }
}
