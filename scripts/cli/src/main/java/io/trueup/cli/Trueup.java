package io.trueup.cli;

import io.trueup.cli.aws.AwsFailure;
import io.trueup.definition.NearestName;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.core.exception.SdkException;

/** The command line: it has subcommands and does nothing itself. For one thread. */
@Command(
    name = "trueup",
    sortOptions = false,
    usageHelpWidth = 100,
    version = "trueup 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Live metrics that true up: define them, try them on a file, deploy them, ask them.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Example, from a file of events to a first table:",
      "  scripts/trueup init orders.jsonl",
      "  scripts/trueup try orders",
      "",
      "Exit codes: 0 done; 1 something is wrong or did not work; 2 wrongly asked for."
    })
public final class Trueup {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean isHelpAsked;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("UnusedVariable")
  private boolean isVersionAsked;

  private Trueup() {}

  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs a command to its end and returns its exit code. */
  public static int run(Console console, String... arguments) {
    CommandLine line = commandLine(console);
    if (arguments.length == 0) {
      line.usage(console.err());
      return Failure.Kind.WRONGLY_ASKED.exitCode();
    }
    return line.execute(arguments);
  }

  /** All commands, to be executed once. */
  static CommandLine commandLine(Console console) {
    CommandLine line =
        new CommandLine(new Trueup())
            .addSubcommand(new Init(console))
            .addSubcommand(new Validate(console))
            .addSubcommand(new Try(console))
            .addSubcommand(new Send(console))
            .addSubcommand(new Backfill(console))
            .addSubcommand(new Status(console))
            .addSubcommand(new Query(console))
            .addSubcommand(new Keys(console))
            .addSubcommand(new Versions(console))
            .addSubcommand(new TrueUpNow(console))
            .addSubcommand(new Replay(console))
            .addSubcommand(new Diff(console))
            .addSubcommand(new Approve(console))
            .addSubcommand(new Reject(console))
            .addSubcommand(new Rollback(console))
            .addSubcommand(new Resume(console))
            .addSubcommand(new Completion(console));
    line.setOut(writer(console.out()));
    line.setErr(writer(console.err()));
    line.setParameterExceptionHandler((wrong, given) -> refuse(console, wrong));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> fail(console, failure, command));
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int refuse(Console console, ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    console.err().printf("%s: %s%n", name, wrong.getMessage());
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      NearestName.of(unmatched.getUnmatched().get(0), names(command.getCommandSpec()))
          .ifPresent(near -> console.err().printf("Did you mean '%s'?%n", near));
    }
    console.err().printf("See '%s --help'.%n", name);
    return Failure.Kind.WRONGLY_ASKED.exitCode();
  }

  private static List<String> names(CommandSpec command) {
    List<String> names = new ArrayList<>(command.optionsMap().keySet());
    names.addAll(command.subcommands().keySet());
    return names;
  }

  private static int fail(Console console, Exception failure, CommandLine command)
      throws Exception {
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof SdkException aws) {
      console.err().printf("%s: %s%n", name, AwsFailure.explain(aws));
      return Failure.Kind.WRONG.exitCode();
    }
    if (failure instanceof Failure known) {
      console.err().printf("%s: %s%n", name, known.getMessage());
      return known.kind().exitCode();
    }
    throw failure;
  }
}
