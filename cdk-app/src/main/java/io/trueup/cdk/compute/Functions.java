package io.trueup.cdk.compute;

import io.trueup.cdk.Artifacts;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** Makes the functions of a deployment, alike in all that they share. */
final class Functions {

  private static final int LARGE = 1_024;
  private static final int SMALL = 512;

  private final Artifacts artifacts;
  private final Map<String, String> environment;
  private final IKey key;

  Functions(Artifacts artifacts, Map<String, String> environment, IKey key) {
    this.artifacts = artifacts;
    this.environment = environment;
    this.key = key;
  }

  TrueupFunction speed(Construct scope, List<Permission> permissions) {
    return function(
        scope,
        "Speed",
        shape("Live numbers", "speed", "speed.SpeedHandler", LARGE, Duration.minutes(1)),
        permissions);
  }

  TrueupFunction archive(Construct scope, List<Permission> permissions) {
    return function(
        scope,
        "Archive",
        shape("Every event to S3", "archive", "archive.ArchiveHandler", LARGE, Duration.minutes(1)),
        permissions);
  }

  TrueupFunction serving(Construct scope, List<Permission> permissions) {
    return function(
        scope,
        "Serving",
        shape("Answers", "serving", "serving.ServingHandler", LARGE, Duration.seconds(28)),
        permissions);
  }

  TrueupFunction plan(Construct scope, List<Permission> permissions) {
    return function(
        scope,
        "Plan",
        shape(
            "A minute's heartbeats",
            "heartbeat",
            "heartbeat.PlanHandler",
            SMALL,
            Duration.seconds(30)),
        permissions);
  }

  TrueupFunction beat(Construct scope, List<Permission> permissions) {
    return function(
        scope,
        "Beat",
        shape(
            "One heartbeat on each shard",
            "heartbeat",
            "heartbeat.BeatHandler",
            SMALL,
            Duration.seconds(30)),
        permissions);
  }

  TrueupFunction watch(Construct scope, List<Permission> permissions) {
    return function(
        scope,
        "Watch",
        shape(
            "What a person has to hear of",
            "trueup",
            "trueup.WatchHandler",
            SMALL,
            Duration.seconds(30)),
        permissions);
  }

  TrueupFunction step(Construct scope, List<Permission> permissions) {
    return function(
        scope,
        "Step",
        shape("Steps of a true-up", "trueup", "trueup.StepHandler", LARGE, Duration.minutes(15)),
        permissions);
  }

  private TrueupFunction.Shape shape(
      String purpose, String module, String handler, int memory, Duration timeout) {
    return new TrueupFunction.Shape(
        purpose, artifacts.function(module), "io.trueup." + handler, memory, timeout);
  }

  private TrueupFunction function(
      Construct scope, String id, TrueupFunction.Shape shape, List<Permission> permissions) {
    return new TrueupFunction(scope, id, shape, environment, key, permissions);
  }
}
