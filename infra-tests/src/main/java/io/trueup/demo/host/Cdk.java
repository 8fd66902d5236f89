package io.trueup.demo.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CDK's command line for a host. Both its outputs go to {@code cdk.log}. */
public record Cdk(Checkout checkout, Host host, Path instance) {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  public Path log() {
    return instance.resolve("cdk.log");
  }

  /** Makes what every deployment needs; done once per account and region. */
  public void bootstrap() {
    // outside the app's folder: inside it, CDK would synthesize the app first
    require(cdk(instance, List.of("bootstrap", host.target())), "cdk bootstrap");
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
    words.addAll(settings(context));
    return cdk(checkout.cdkApp(), words);
  }

  /** Removes a stack of a pipeline, as far as what is in it was not to be kept. */
  public void destroy(Path pipeline, String stack) {
    List<String> words =
        new ArrayList<>(List.of("destroy", stack, "--force", "-c", "pipeline=" + pipeline));
    words.addAll(settings(Map.of("engine", "activity")));
    require(cdk(checkout.cdkApp(), words), "cdk destroy " + stack);
  }

  private List<String> settings(Map<String, String> context) {
    Map<String, String> all = new TreeMap<>(context);
    all.putAll(host.settings());
    List<String> words = new ArrayList<>();
    all.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
    return words;
  }

  private Command.Result cdk(Path directory, List<String> arguments) {
    return new Command(words(arguments), directory, host.environment(), log()).run(LIMIT);
  }

  /** The whole command line for CDK's own arguments. */
  public List<String> words(List<String> arguments) {
    List<String> words =
        new ArrayList<>(List.of("%s/.bin/%s".formatted(checkout.npm(), host.cdk())));
    words.addAll(arguments);
    words.addAll(List.of("--output", instance.resolve("cdk.out").toString()));
    words.addAll(List.of("--progress", "events", "--no-notices", "--ci"));
    return words;
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
