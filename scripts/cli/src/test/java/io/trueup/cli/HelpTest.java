package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  @TempDir private Path folder = Path.of("");

  static Stream<String> commands() {
    return Trueup.commandLine(Console.ofProcess()).getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_eachCommand_describesAndShowsAnExampleAndExitCodes(String command) {
    Cli.Result result = Cli.in(folder).run(command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: trueup " + command);
    assertThat(result.out())
        .containsPattern("Examples?(, [^:]*)?:\\R  .*scripts/trueup " + command);
    assertThat(result.out()).containsPattern("Exit codes?: 0");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void run_noCommand_listsAllAndIsWronglyAsked() {
    Cli.Result result = Cli.in(folder).run();

    assertThat(result.exitCode()).isEqualTo(2);
    commands().forEach(command -> assertThat(result.err()).contains("  " + command));
  }

  @Test
  void run_unknownOption_namesItAndPointsToHelp() {
    Cli.Result result = Cli.in(folder).run("try", "shop", "--veiw", "by_store");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            """
            trueup try: Unknown option: '--veiw'
            Did you mean '--view'?
            See 'trueup try --help'.
            """);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void completion_bash_completesEachCommand() {
    Cli.Result result = Cli.in(folder).run("completion");

    assertThat(result.exitCode()).isZero();
    commands()
        .forEach(command -> assertThat(result.out()).contains("_" + command.replace("-", "")));
  }
}
