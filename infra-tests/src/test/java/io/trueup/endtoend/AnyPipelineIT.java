package io.trueup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.demo.Material;
import io.trueup.demo.Progress;
import io.trueup.demo.Stage;
import io.trueup.demo.Trial;
import io.trueup.demo.check.Certificate;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.LocalStack;
import io.trueup.faults.Processes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is not ours, on events that are made to be awkward, end to end. */
class AnyPipelineIT {

  private static final int EVENTS = 4_000;
  private static final long SEED = 20010101;
  private static final int REPEATS = 5;

  private final Checkout checkout =
      new Checkout(Path.of(System.getProperty("trueup.checkout", "..")));
  private final Path instance = checkout.instance("any-it");
  private final Progress progress = new Progress(System.out);

  @Test
  void hostileEvents_twoTrueUps_everyCellIsRightAtEachStep(@TempDir Path folder) throws Exception {
    LocalStack.stop(checkout, instance);
    progress.phase("LocalStack is installed", () -> LocalStack.setUp(checkout, instance));
    Path file =
        new HostileEvents(SEED, Instant.now()).write(folder.resolve("events"), EVENTS, REPEATS);
    Path pipeline = checkout.root().resolve("infra-tests/src/test/resources/hostile");
    try (Material material = Material.open(checkout, instance, pipeline, file, EVENTS);
        Stage stage = Stage.up(checkout, instance, pipeline, OptionalInt.empty(), progress)) {
      course(stage, new Trial(material, stage, progress));
    }
    progress.summary();
    assertThat(new Processes(instance).all()).as("processes left by this test").isEmpty();
  }

  private void course(Stage stage, Trial trial) throws Exception {
    send(trial, EVENTS * 6 / 10);
    check(trial, "live", Demand.ANY);
    Certificate first = trueUp(trial, "any-1");
    check(trial, "exact", Demand.EXACT);
    send(trial, EVENTS);
    Check.Result live = check(trial, "version and live merged", Demand.ANY);
    Certificate second = trueUp(trial, "any-2");
    Check.Result exact = check(trial, "exact again", Demand.EXACT);
    assertThat(exact.expected().hidden()).as("cells that keep hides").isNotEmpty();
    assertThat(live.expected().cells())
        .as("cells in which repeats still count live")
        .isNotEqualTo(exact.expected().cells());
    assertThat(first.crossChecked()).isEqualTo("true");
    assertThat(second.cut()).isAfter(first.cut());
    Reports reports = Reports.served(stage);
    assertThat(reports.all()).as("a base and an increment").hasSize(2);
    Map<String, Long> repeats = reports.repeats();
    progress.say("repeats %s", repeats);
    assertThat(repeats).as("repeats by cause").isEqualTo(exact.expected().repeats());
    assertThat(repeats.values()).as("repeats of each cause").allMatch(count -> count > 0);
  }

  private void send(Trial trial, long to) throws Exception {
    progress.phase("events up to %d".formatted(to), () -> trial.send(to));
    progress.phase("events up to %d counted".formatted(to), trial::awaitLive);
  }

  private Certificate trueUp(Trial trial, String name) throws Exception {
    return progress.phase("true-up " + name, () -> trial.trueUp(name));
  }

  private Check.Result check(Trial trial, String name, Demand demand) throws Exception {
    Check.Result result = progress.phase("check, " + name, () -> trial.check(demand));
    assertThat(result.wrong()).as(name + ", seed " + SEED).isEmpty();
    assertThat(result.cells()).as(name).isPositive();
    return result;
  }
}
