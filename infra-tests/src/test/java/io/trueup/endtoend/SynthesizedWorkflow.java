package io.trueup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Command;
import io.trueup.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The workflow that the CDK app makes for an engine, in the states language. */
final class SynthesizedWorkflow {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ANY_ARN = "arn:aws:states:us-east-1:000000000000:activity:any";

  private SynthesizedWorkflow() {}

  /** Its text, with some names for what is known at deployment. Leaves its files in a folder. */
  static String of(String engine, Checkout checkout, Path folder) throws IOException {
    Path out = folder.resolve(engine);
    Path log = folder.resolve(engine + ".log");
    Command.Result result =
        new Command(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    "target/classes:"
                        + Files.readString(checkout.cdkApp().resolve("target/classpath")),
                    "io.trueup.cdk.TrueupApp"),
                checkout.cdkApp(),
                Map.of(
                    "CDK_OUTDIR", out.toString(),
                    "CDK_CONTEXT_JSON", Json.write(Map.of("engine", engine))),
                log)
            .run(LIMIT);
    assertThat(result.exitCode()).as(Files.readString(log)).isZero();
    JsonNode template =
        new ObjectMapper().readTree(out.resolve("Trueup-flights-compute.template.json").toFile());
    return template.path("Resources").properties().stream()
        .map(resource -> resource.getValue())
        .filter(one -> one.path("Type").asText().equals("AWS::StepFunctions::StateMachine"))
        .map(machine -> machine.at("/Properties/DefinitionString").asText())
        .map(text -> text.replace("${Partition}", "aws").replaceAll("\\$\\{\\w+}", ANY_ARN))
        .findFirst()
        .orElseThrow();
  }
}
