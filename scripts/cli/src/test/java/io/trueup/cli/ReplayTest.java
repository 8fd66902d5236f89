package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  @TempDir private Path folder = Path.of("");
  private @Nullable DeployedShop shop;

  @BeforeEach
  void deploy() throws IOException {
    shop = new DeployedShop(folder);
  }

  @AfterEach
  void close() {
    shop().close();
  }

  private DeployedShop shop() {
    return Objects.requireNonNull(shop);
  }

  private MemoryTable hot() {
    return shop().hot();
  }

  private Cli cli() {
    return shop().cli;
  }

  private void lose() {
    for (Item item : hot().all()) {
      if (!item.key().partition().startsWith("ids|")) {
        hot().remove(item.key(), item.unchanged("v"));
      }
    }
  }

  private List<String> items() {
    return hot().all().stream().map(item -> item.key() + " " + item.expires()).toList();
  }

  @Test
  void replay_lostView_isMadeAgainUpToTheEpochThatNobodyPasses() {
    assertThat(cli().run("replay", "--wait", "1ms").out()).contains("nothing to do");
    List<String> whole = items();
    long open = whole.stream().mapToLong(ReplayTest::epoch).max().orElseThrow();
    lose();

    Cli.Result dry = cli().run("replay", "--wait", "1ms", "--dry-run");

    assertThat(dry.exitCode()).isEqualTo(3);
    assertThat(dry.out()).contains("lacking, 0 different, 0 too many", "nothing was changed");
    assertThat(items()).allMatch(item -> item.contains("ids|"));

    Cli.Result result = cli().run("replay", "--wait", "1ms", "--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .contains(
            "\"to\":" + open,
            "\"mended\":true",
            "\"left_alone\":[{\"epoch\":" + open,
            "\"why\":\"open\"");
    assertThat(items())
        .containsExactlyElementsOf(
            whole.stream().filter(item -> item.contains("ids|") || epoch(item) < open).toList());
  }

  private static long epoch(String item) {
    return Long.parseLong(item.replaceAll(".*sort=([0-9]{12}).*", "$1"));
  }

  @Test
  void replay_archiveLacksARecord_leavesItAndTheWindowBehindItAlone() {
    shop().lines.remove(2);
    shop().archive(shop().lines);
    lose();

    Cli.Result result = cli().run("replay", "--wait", "1ms");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .contains(
            "incomplete: 4 records in the archive, expected 5 as in speed's ledger",
            "repeats_unknown: what it may repeat is incomplete");
    assertThat(items()).allMatch(item -> item.contains("ids|"));
  }

  @Test
  void replay_waitThatIsNone_isRefused() {
    assertThat(cli().run("replay", "--wait", "soon").exitCode()).isEqualTo(2);
  }
}
