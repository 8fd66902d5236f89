package io.trueup.cdk.compute;

import io.trueup.cdk.Suppression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** A function with its own log, and a role that may do what is said here and no more. */
final class TrueupFunction extends Construct {

  private final Function function;

  /** What a function is: its purpose, its handler in a jar, memory in MB and longest run. */
  record Shape(String purpose, Path jar, String handler, int memory, Duration timeout) {}

  TrueupFunction(
      Construct scope,
      String id,
      Shape shape,
      Map<String, String> environment,
      IKey key,
      List<Permission> permissions) {
    super(scope, id);
    LogGroup log = Logs.group(this, key);
    List<Permission> all = new ArrayList<>(permissions);
    all.add(Permission.to("logs", "CreateLogStream", "PutLogEvents").on(log.getLogGroupArn()));
    Role role = ServiceRole.of(this, new ServicePrincipal("lambda.amazonaws.com"), all);
    function =
        Function.Builder.create(this, "Function")
            .description(shape.purpose())
            .runtime(Runtime.JAVA_17)
            .architecture(Architecture.X86_64)
            .code(Code.fromAsset(shape.jar().toString()))
            .handler(shape.handler() + "::handleRequest")
            .memorySize(shape.memory())
            .timeout(shape.timeout())
            .environment(environment)
            .logGroup(log)
            .role(role)
            .build();
    Suppression.of(
        function, "L1", "Java 17 is the level that functions and Spark jobs are both built for.");
  }

  Function function() {
    return function;
  }
}
