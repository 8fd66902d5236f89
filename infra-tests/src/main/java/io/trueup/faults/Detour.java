package io.trueup.faults;

import io.trueup.demo.host.LocalStack;
import java.util.Map;

/** A proxy each before DynamoDB and before S3, for a program that is told of them. */
public record Detour(ServiceProxy dynamo, ServiceProxy files) implements AutoCloseable {

  public static Detour before(LocalStack localStack) {
    return new Detour(
        ServiceProxy.before(localStack.dynamo()), ServiceProxy.before(localStack.endpoint()));
  }

  /** The variables that lead a program there. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_DYNAMODB",
        dynamo.endpoint().toString(),
        "AWS_ENDPOINT_URL_S3",
        files.endpoint().toString());
  }

  @Override
  public void close() {
    dynamo.close();
    files.close();
  }
}
