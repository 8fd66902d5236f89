package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.store.Json;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetirementTest {

  private final Works works = new Works(1);
  private final Retirement retirement = new Retirement(works.deployment);

  @Test
  void retire_manyTrueUps_keepsTheNamedAndWhatLeftLast() {
    for (long run = 1; run <= 6; run++) {
      works.trueUp("r" + run, 10 * run);
    }
    assertThat(works.pointer().previous())
        .extracting(Version::id)
        .containsExactly("r5", "r4", "r3");
    // A reader may have had its pointer from before the last swap.
    assertThat(works.tables.list(Works.PREFIX))
        .containsExactly("segment-r2", "segment-r3", "segment-r4", "segment-r5", "segment-r6");
  }

  /** What the next swap drops stays for its readers until the one after. */
  @Test
  void retire_fewerAreKept_theSurplusGoesAsWhatLeavesThePointerDoes() {
    for (long run = 1; run <= 5; run++) {
      works.trueUp("r" + run, 10 * run);
    }
    trueUp(works.keeping(1), "r6", 60);
    assertThat(works.pointer().previous()).extracting(Version::id).containsExactly("r5");
    assertThat(works.tables.list(Works.PREFIX))
        .containsExactly("segment-r2", "segment-r3", "segment-r4", "segment-r5", "segment-r6");
    trueUp(works.keeping(1), "r7", 70);
    assertThat(works.tables.list(Works.PREFIX))
        .containsExactly("segment-r5", "segment-r6", "segment-r7");
    trueUp(works.keeping(0), "r8", 80);
    assertThat(works.pointer().previous()).isEmpty();
    assertThat(works.tables.list(Works.PREFIX))
        .containsExactly("segment-r6", "segment-r7", "segment-r8");
  }

  private void trueUp(Deployment by, String run, long cut) {
    List<String> unnamed = retirement.unnamed(works.pointer());
    works.agreeUpTo(cut).loaded(run, cut);
    String report = "runs/%s/1/report.json".formatted(run);
    new Settlement(by).settle(Works.run(run), report, Run.Purpose.SWAP);
    new Retirement(by).retire(Works.run(run), unnamed, Run.Purpose.SWAP);
  }

  @Test
  void retire_tablesOfFailedRuns_goToo() {
    works.trueUp("r1", 10);
    works.tables.create("segment-failed");
    works.tables.create("other-deployment");
    assertThat(retirement.unnamed(works.pointer())).containsExactly("segment-failed");
    works.trueUp("r2", 20);
    assertThat(works.tables.list(""))
        .containsExactly("other-deployment", "segment-r1", "segment-r2");
  }

  /** An import may go on after its run has died, and its table may be there later only. */
  @Test
  void retire_tableIsStillBeingMade_runEndsWellAndTheNextOneRemovesIt() {
    works.trueUp("r1", 10);
    works.tables.making("segment-died");
    works.tables.create("segment-failed");
    works.trueUp("r2", 20);
    works.tables.create("segment-late");
    assertThat(works.tables.list(""))
        .containsExactly("segment-died", "segment-late", "segment-r1", "segment-r2");
    works.trueUp("r3", 30);
    assertThat(works.tables.list(""))
        .containsExactly("segment-died", "segment-r1", "segment-r2", "segment-r3");
    works.tables.ready("segment-died");
    works.trueUp("r4", 40);
    assertThat(works.tables.list(""))
        .containsExactly("segment-r1", "segment-r2", "segment-r3", "segment-r4");
  }

  @Test
  void retire_tableIsStillBeingMade_isNotAmongTheRetired() {
    works.trueUp("r1", 10);
    works.tables.making("segment-died");
    assertThat(
            retirement.retire(
                Works.run("r2"), List.of("segment-died", "segment-gone"), Run.Purpose.SWAP))
        .containsEntry("tables", List.of("segment-gone"));
  }

  @Test
  void retire_namedMeanwhile_stays() {
    works.trueUp("r1", 10).trueUp("r2", 20);
    assertThat(
            retirement.retire(
                Works.run("r3"), List.of("segment-r1", "segment-gone"), Run.Purpose.SWAP))
        .isEqualTo(Map.of("outcome", "retired", "tables", List.of("segment-gone")));
    assertThat(works.tables.list("")).containsExactly("segment-r1", "segment-r2");
  }

  @Test
  void unnamed_moreThanAJobHolds_theFirst() {
    for (int table = 100; table < 180; table++) {
      works.tables.create(Works.PREFIX + table);
    }
    assertThat(retirement.unnamed(works.pointer()))
        .hasSize(50)
        .startsWith("segment-100")
        .endsWith("segment-149");
  }

  @Test
  void retire_anotherHoldsTheLease_failsAndRemovesNothing() {
    works.trueUp("r1", 10).agreeUpTo(20);
    new CutChoice(works.deployment).choose(Works.run("running"), CutChoice.Extent.WHAT_IS_NEW);
    works.tables.create("segment-running");
    assertThatThrownBy(
            () -> retirement.retire(Works.run("r1"), List.of("segment-running"), Run.Purpose.SWAP))
        .hasMessage("retire run 'r1': another holds the lease, expected this run to");
    assertThat(works.tables.list(Works.PREFIX)).containsExactly("segment-r1", "segment-running");
  }

  @Test
  void retire_afterARollback_keepsThePinnedAndTheNewer() {
    works.trueUp("r1", 10).trueUp("r2", 20).trueUp("r3", 30);
    works.step("rollback", "person", "version", "r1");
    retirement.retire(Works.run("r3"), works.tables.list(Works.PREFIX), Run.Purpose.SWAP);
    assertThat(works.tables.list(Works.PREFIX))
        .containsExactly("segment-r1", "segment-r2", "segment-r3");
  }

  /** Of an execution that was stopped the function goes on, and no dry run's swap refuses its. */
  @Test
  void dryRun_whileAStoppedRunIsAboutToSwap_leavesTheTableThatItSwapsTo() {
    works.trueUp("r1", 10).agreeUpTo(20).loaded("one", 20);
    Run stopped = new Run("one", "arn:one");
    new CutChoice(works.deployment).choose(stopped, CutChoice.Extent.WHAT_IS_NEW);
    works.runs.end("arn:one");
    Table control =
        new ForwardingTable(works.control) {
          @Override
          public Outcome write(Item item, Condition condition) {
            if (item.key().partition().equals("pointer")) {
              dryRun();
            }
            return super.write(item, condition);
          }
        };

    assertThat(
            new Settlement(works.on(control))
                .settle(stopped, "runs/one/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");

    assertThat(works.pointer().version()).map(Version::id).contains("one");
    assertThat(works.tables.list(Works.PREFIX)).containsAll(works.pointer().tables());
  }

  private void dryRun() {
    List<?> unnamed = Json.list(works.step("choose-cut", "dry", "dry_run", true), "unnamed");
    assertThat(unnamed).isEqualTo(List.of("segment-one"));
    works.loaded("dry", 20);
    works.step("settle", "dry", "attempt", 1, "dry_run", true);
    works.step("retire", "dry", "unnamed", unnamed, "dry_run", true);
  }

  @Test
  void retire_doneOrAgain_theLeaseIsFree() {
    works.trueUp("r1", 10);
    assertThat(works.isFree()).isTrue();
    assertThat(retirement.retire(Works.run("r1"), List.of(), Run.Purpose.SWAP))
        .containsEntry("tables", List.of());
    assertThat(works.isFree()).isTrue();
  }
}
