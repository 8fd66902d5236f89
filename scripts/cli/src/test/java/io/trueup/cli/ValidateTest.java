package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void validate_rightFolder_listsItsViews() {
    Cli cli = Cli.in(folder);
    cli.shop();

    Cli.Result result = cli.run("validate", "shop");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("ok: pipeline shop, 1 event type(s), 1 view(s), fingerprint ")
        .contains(
            """
              view      from  by     every  measures
              by_store  sale  store  1h 1d  sales, amount_sum, amount_max
            """);
  }

  @Test
  void validate_severalProblems_namesEachWithFileAndLine() {
    Cli cli = Cli.in(folder);
    cli.shop();
    cli.write(
        "shop/pipeline.yaml",
        cli.read("shop/pipeline.yaml")
            .replace("[store]", "[stor]")
            .replace("1d: forever", "90m: 1d"));

    Cli.Result result = cli.run("validate", "shop");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("trueup validate: 2 problems\n  shop/pipeline.yaml:8 views.by_store.by[0]: ")
        .contains("; did you mean 'store'?\n  shop/pipeline.yaml:9 views.by_store.every.90m: ");
    assertThat(cli.run("validate", "shop", "--json").out())
        .startsWith("{\"ok\":false,\"problems\":[{\"file\":\"pipeline.yaml\",\"line\":8,");
  }

  @Test
  void validate_folderNotThere_saysSo() {
    Cli.Result result = Cli.in(folder).run("validate", "nope");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("trueup validate: nope: no such folder, expected one with a pipeline.yaml\n");
  }
}
