package io.trueup.faults;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * A function that calls another DynamoDB endpoint than it was deployed with, until this is closed.
 * Its process is spawned anew at both ends.
 */
public final class Rerouting implements AutoCloseable {

  private static final String ENDPOINT = "AWS_ENDPOINT_URL_DYNAMODB";

  private final DeployedFunction function;
  private final Map<String, String> deployed;

  private Rerouting(DeployedFunction function, Map<String, String> deployed) {
    this.function = function;
    this.deployed = deployed;
  }

  /** Returns when the function calls the endpoint. */
  public static Rerouting to(URI endpoint, DeployedFunction function) {
    Map<String, String> deployed =
        function
            .lambda()
            .getFunctionConfiguration(call -> call.functionName(function.name()))
            .environment()
            .variables();
    Map<String, String> changed = new HashMap<>(deployed);
    changed.put(ENDPOINT, endpoint.toString());
    Rerouting rerouting = new Rerouting(function, deployed);
    rerouting.update(changed);
    return rerouting;
  }

  private void update(Map<String, String> variables) {
    LambdaClient lambda = function.lambda();
    lambda.updateFunctionConfiguration(
        call ->
            call.functionName(function.name())
                .environment(environment -> environment.variables(variables)));
    try (var waiter = lambda.waiter()) {
      waiter.waitUntilFunctionUpdatedV2(call -> call.functionName(function.name()));
    }
  }

  @Override
  public void close() {
    update(deployed);
  }
}
