package io.trueup.cli.aws;

import io.trueup.cli.Console;
import io.trueup.cli.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which deployment a command is about. */
public final class Target {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The deployment's name (default: the only one there).")
  private @Nullable String name;

  @Option(names = "--demo", description = "The demo that was kept in this checkout.")
  private boolean demo;

  /** Looks it up. */
  public Deployment find(Console console) {
    return find(console, Optional.empty());
  }

  /** Looks it up; without a name given, by a likely one. */
  public Deployment find(Console console, Optional<String> likely) {
    if (demo && name != null) {
      throw Failure.wronglyAsked("--demo and --name: expected one of them");
    }
    Cloud cloud = demo ? Cloud.demo(console.checkout()) : Cloud.standard(console);
    return Deployment.find(
        cloud, demo ? Optional.empty() : Optional.ofNullable(name).or(() -> likely));
  }
}
