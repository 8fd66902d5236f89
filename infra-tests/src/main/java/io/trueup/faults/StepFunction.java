package io.trueup.faults;

import io.trueup.demo.Stage;
import java.nio.file.Path;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The deployed function that carries out the steps of true-ups. */
public record StepFunction(LambdaClient lambda, Path instance, String name)
    implements DeployedFunction {

  public static StepFunction of(Stage stage) {
    return new StepFunction(
        stage.cloud().functions(),
        stage.cdk().instance(),
        stage.deployment().output("StepFunction"));
  }
}
