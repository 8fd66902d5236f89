package io.trueup.demo.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** CDK's command line against a LocalStack. Both its outputs go to {@code cdk.log}. */
public record Cdk(Checkout checkout, LocalStack localStack, Path instance) {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  public Path log() {
    return instance.resolve("cdk.log");
  }

  /** Makes what every deployment needs; done once per LocalStack. */
  public void bootstrap() {
    // outside the app's folder: inside it, CDK would synthesize the app first
    require(cdk(instance, List.of("bootstrap", "aws://000000000000/us-east-1")), "cdk bootstrap");
  }

  /** Deploys both stacks of a pipeline and returns what they put out. */
  public Deployment deploy(Path pipeline, Map<String, String> context) {
    Path outputs = instance.resolve("outputs.json");
    require(tryDeploy(pipeline, context, outputs), "cdk deploy of " + pipeline);
    return Deployment.read(outputs);
  }

  /** As {@link #deploy}, for a pipeline that may be wrong: the result says how it went. */
  public Command.Result tryDeploy(Path pipeline, Map<String, String> context, Path outputs) {
    List<String> words =
        new ArrayList<>(
            List.of("deploy", "--all", "--method=direct", "--require-approval", "never"));
    words.addAll(List.of("--outputs-file", outputs.toString()));
    words.addAll(List.of("-c", "pipeline=" + pipeline));
    context.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
    return cdk(checkout.cdkApp(), words);
  }

  private Command.Result cdk(Path directory, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(checkout.npm() + "/.bin/cdklocal"));
    words.addAll(arguments);
    words.addAll(List.of("--output", instance.resolve("cdk.out").toString()));
    words.addAll(List.of("--progress", "events", "--no-notices", "--ci"));
    return new Command(words, directory, localStack.environment(), log()).run(LIMIT);
  }

  private void require(Command.Result result, String operation) {
    if (result.exitCode() != 0) {
      throw new Failure(
          "%s failed with exit code %d; the end of %s:%n%s%n%s"
              .formatted(
                  operation, result.exitCode(), log(), result.output(), Logs.tail(log(), 30)));
    }
  }
}
