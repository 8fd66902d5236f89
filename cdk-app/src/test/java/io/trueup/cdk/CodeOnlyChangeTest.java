package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeOnlyChangeTest {

  @ParameterizedTest
  @EnumSource
  void code_otherJars_changesNothingButTheFunctionsCode(
      Engine engine, @TempDir Path one, @TempDir Path other) {
    Settings settings = Deployed.settings(engine, Keeping.KEPT);
    Deployed before = Deployed.of(settings, Deployed.artifacts(one, "before"));
    Deployed after = Deployed.of(settings, Deployed.artifacts(other, "after"));

    assertThat(after.data()).isEqualTo(before.data());
    assertThat(codes(after.compute())).doesNotContainAnyElementsOf(codes(before.compute()));
    assertThat(withoutCode(after.compute())).isEqualTo(withoutCode(before.compute()));
  }

  @ParameterizedTest
  @EnumSource
  void code_theSameJars_changesNothing(Engine engine, @TempDir Path folder) {
    Settings settings = Deployed.settings(engine, Keeping.KEPT);
    Deployed before = Deployed.of(settings, Deployed.artifacts(folder, "same"));
    Deployed after = Deployed.of(settings, Deployed.artifacts(folder, "same"));

    assertThat(after.data()).isEqualTo(before.data());
    assertThat(after.compute()).isEqualTo(before.compute());
  }

  private static java.util.List<String> codes(JsonNode template) {
    return Deployed.resources(template, "AWS::Lambda::Function").values().stream()
        .map(function -> function.at("/Properties/Code/S3Key").asText())
        .toList();
  }

  /** The template with the places cut out that name a jar: code, and the job of each engine. */
  private static JsonNode withoutCode(JsonNode template) {
    ObjectNode rest = template.deepCopy();
    Deployed.resources(rest, "AWS::Lambda::Function")
        .values()
        .forEach(function -> properties(function).remove("Code"));
    Deployed.resources(rest, "AWS::StepFunctions::StateMachine")
        .values()
        .forEach(
            machine ->
                ((ObjectNode) machine.at("/Properties/DefinitionSubstitutions")).remove("Job"));
    Deployed.resources(rest, "AWS::Glue::Job")
        .values()
        .forEach(
            job -> ((ObjectNode) job.at("/Properties/DefaultArguments")).remove("--extra-jars"));
    for (Map.Entry<String, JsonNode> policy :
        Deployed.resources(rest, "AWS::IAM::Policy").entrySet()) {
      if (policy.getKey().startsWith("EmrServerless") || policy.getKey().startsWith("Glue")) {
        properties(policy.getValue()).remove("PolicyDocument");
      }
    }
    return rest;
  }

  private static ObjectNode properties(JsonNode resource) {
    return (ObjectNode) resource.path("Properties");
  }
}
