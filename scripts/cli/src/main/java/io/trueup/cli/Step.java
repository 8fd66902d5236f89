package io.trueup.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A step of a deployment's true-up function, carried out now and by itself. */
record Step(Deployment deployment, String name, Map<String, String> members) {

  /** Carries it out under the name of a run; what the function fails with is a failure. */
  JsonNode run(Console console) {
    Map<String, String> payload = new LinkedHashMap<>(members);
    payload.put("step", name);
    payload.put("run", name + "-" + TrueUpNow.STAMP.format(console.clock().instant()));
    InvokeResponse answer =
        deployment
            .cloud()
            .functions()
            .invoke(
                call ->
                    call.functionName(deployment.output("StepFunction"))
                        .payload(SdkBytes.fromUtf8String(Json.write(payload))));
    String text = answer.payload().asUtf8String();
    try {
      JsonNode said = Json.read(answer.payload().asByteArray());
      if (answer.functionError() == null) {
        return said;
      }
      throw Failure.wrong("%s failed: %s", name, said.path("errorMessage").asText(text));
    } catch (JsonProcessingException e) {
      throw Failure.wrong("%s answered '%s', expected JSON", name, text);
    }
  }
}
