package io.trueup.demo;

import io.trueup.demo.aws.AwsHost;
import io.trueup.demo.aws.Consent;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Failure;
import io.trueup.demo.host.LocalStack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demo's command line. */
@Command(
    name = "demo",
    sortOptions = false,
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole of Trueup on this machine, on real flights or on events of your own, and checks"
          + " every number.",
      "",
      "Starts LocalStack without Docker, deploys with CDK, sends 60 %% of the events, trues up, sends the"
          + " rest, trues up again, and compares every cell that the API answers with an oracle: DuckDB over the"
          + " flights, Python over anything else. The last line is `cells N  wrong 0  divergence 0.000%%`.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 nothing is wrong; 1 something is, or did not work; 2 wrongly asked for."
    })
public final class Demo implements Callable<Integer> {

  @Option(
      names = "--pipeline",
      paramLabel = "DIR",
      description = "Pipeline folder (default: cdk-app/pipelines/flights).")
  private @Nullable Path pipeline;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Its events, a JSON object a line, plain or .gz, in the order in which they are sent; for a pipeline"
              + " with an oracle.sql flights, as Parquet or JSON lines: date, delay, distance, origin, destination"
              + " (default: three million real ones of 2001).")
  private @Nullable Path data;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many of them to send, the first N (default: 100000; at least 10).")
  private long events;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of LocalStack (default: a free one).")
  private @Nullable Integer port;

  @Option(
      names = "--keep",
      description = "Leave it up at the end and print the API's address; Ctrl-C ends all of it.")
  private boolean keep;

  @Option(
      names = "--aws",
      description =
          "In the AWS account of your credentials: says what it makes and costs, asks, and removes it all.")
  private boolean aws;

  @Option(names = "--yes", description = "With --aws: do not ask.")
  private boolean yes;

  @Option(
      names = "--stop",
      description =
          "End a demo that runs or was kept (with --aws: remove it from the account), and do nothing else.")
  private boolean stop;

  private static final long LEAST = 10;

  private final Checkout checkout;
  private final Path instance;

  private Demo(Checkout checkout) {
    this.checkout = checkout;
    this.instance = checkout.instance("demo");
  }

  public static void main(String[] arguments) {
    Checkout checkout = new Checkout(Path.of(System.getProperty("trueup.checkout", ".")));
    CommandLine commandLine = new CommandLine(new Demo(checkout));
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof Failure known) {
            System.err.println("demo: " + known.getMessage());
            return known.exitCode();
          }
          if (failure instanceof io.trueup.cli.Failure known) {
            System.err.println("demo: " + known.getMessage());
            return known.kind().exitCode();
          }
          failure.printStackTrace();
          return 1;
        });
    System.exit(commandLine.execute(arguments));
  }

  private void stop(Path folder) {
    if (aws) {
      AwsHost.ofCaller(checkout, instance, folder).close();
    } else {
      System.out.println(LocalStack.stop(checkout, instance));
    }
  }

  private Stage stage(Material material, Progress progress) throws Exception {
    if (!aws) {
      OptionalInt fixedPort = port == null ? OptionalInt.empty() : OptionalInt.of(port);
      return Stage.up(checkout, instance, material.folder(), fixedPort, progress);
    }
    AwsHost host = AwsHost.ofCaller(checkout, instance, material.folder());
    host.requireFree();
    String announcement = host.announcement(material.input().count(), material.views());
    consent().require(announcement);
    return Stage.in(host, checkout, instance, material.folder(), progress);
  }

  private Consent consent() {
    Optional<UnaryOperator<@Nullable String>> terminal =
        Optional.ofNullable(System.console()).map(console -> console::readLine);
    return new Consent(yes ? Optional.of(question -> Consent.YES) : terminal, System.out);
  }

  /** Enough for two parts, and for probes of the freshness. */
  private static void requireEnough(Material material, Path file) {
    if (material.input().count() < LEAST) {
      throw new Failure(
          "--data: %s has %d events, expected at least %d"
              .formatted(file, material.input().count(), LEAST),
          2);
    }
  }

  @Override
  public Integer call() throws Exception {
    if (keep && aws) {
      throw new Failure("--keep with --aws, expected one of them: see docs/aws.md", 2);
    }
    Path folder =
        Optional.ofNullable(pipeline).orElse(checkout.pipeline("flights")).toAbsolutePath();
    if (stop) {
      stop(folder);
      return 0;
    }
    if (events < LEAST) {
      throw new Failure("--events: %d, expected at least %d".formatted(events, LEAST), 2);
    }
    if (pipeline != null && data == null) {
      throw new Failure("--pipeline without --data: expected a file of events for it", 2);
    }
    Path file = Optional.ofNullable(data).orElse(checkout.flights());
    Progress progress = new Progress(System.out);
    try (Material material = Material.open(checkout, instance, folder, file, events)) {
      requireEnough(material, file);
      try (Stage stage = stage(material, progress)) {
        Course course = new Course(material, stage, progress);
        boolean right = course.run();
        if (keep) {
          System.out.printf(
              "%nThe API stays at %s%n  curl '%s'%nCtrl-C or scripts/demo --stop ends all of it.%n",
              stage.api().address("", Map.of()), course.example());
          stage.localStack().awaitEnd();
        }
        return right ? 0 : 1;
      }
    }
  }
}
