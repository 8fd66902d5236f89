package io.trueup.faults;

import io.trueup.demo.Stage;
import io.trueup.store.Layer;
import java.nio.file.Path;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** The deployed function by which a layer consumes the stream. */
public record StreamFunction(LambdaClient lambda, Path instance, Layer layer, String name)
    implements DeployedFunction {

  /** The one of a layer; fails when none is deployed. */
  public static StreamFunction of(Stage stage, Layer layer) {
    LambdaClient lambda = stage.cloud().functions();
    String code = "io.trueup.%s.".formatted(layer.word());
    String name =
        lambda.listFunctionsPaginator().functions().stream()
            .filter(function -> function.handler().startsWith(code))
            .map(FunctionConfiguration::functionName)
            .findFirst()
            .orElseThrow();
    return new StreamFunction(lambda, stage.cdk().instance(), layer, name);
  }

  /** The mapping that hands the stream's records to it. */
  EventSourceMappingConfiguration mapping() {
    return lambda
        .listEventSourceMappings(call -> call.functionName(name))
        .eventSourceMappings()
        .get(0);
  }
}
