package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Lease;
import io.trueup.store.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetirementTest {

  private final Works works = new Works(1);
  private final Retirement retirement = new Retirement(works.deployment);

  @Test
  void retire_manyTrueUps_keepsTheServedAndThreeOlder() {
    for (long run = 1; run <= 6; run++) {
      works.trueUp("r" + run, 10 * run);
    }
    assertThat(works.tables.list(Works.PREFIX))
        .containsExactly("segment-r3", "segment-r4", "segment-r5", "segment-r6");
    assertThat(works.pointer().previous())
        .extracting(Version::id)
        .containsExactly("r5", "r4", "r3");
  }

  @Test
  void retire_tablesOfFailedRuns_goToo() {
    works.trueUp("r1", 10);
    works.tables.create("segment-failed");
    works.tables.create("other-deployment");
    assertThat(retirement.retire("r2"))
        .isEqualTo(Map.of("outcome", "retired", "tables", List.of("segment-failed")));
    assertThat(works.tables.list("")).containsExactly("other-deployment", "segment-r1");
  }

  @Test
  void retire_anotherHoldsTheLease_failsAndRemovesNothing() {
    works.trueUp("r1", 10).agreeUpTo(20);
    new CutChoice(works.deployment).choose("running");
    works.tables.create("segment-running");
    assertThatThrownBy(() -> retirement.retire("r1"))
        .hasMessageContaining("another holds the lease");
    assertThat(works.tables.list(Works.PREFIX)).containsExactly("segment-r1", "segment-running");

    // The dead run's lease ends, and with it the claim on its table.
    works.clock.move(CutChoice.LEASE.plus(Duration.ofSeconds(1)));
    assertThat(retirement.retire("r1")).containsEntry("tables", List.of("segment-running"));
  }

  @Test
  void retire_afterARollback_keepsThePinnedAndTheNewer() {
    works.trueUp("r1", 10).trueUp("r2", 20).trueUp("r3", 30);
    works.step("rollback", "person", "version", "r1");
    retirement.retire("r3");
    assertThat(works.tables.list(Works.PREFIX))
        .containsExactly("segment-r1", "segment-r2", "segment-r3");
  }

  @Test
  void retire_done_theLeaseIsFree() {
    works.trueUp("r1", 10);
    assertThat(Lease.take(works.control, "next", CutChoice.LEASE, works.clock)).isPresent();
  }

  @Test
  void retire_again_removesNothingMore() {
    works.trueUp("r1", 10);
    assertThat(retirement.retire("r1")).containsEntry("tables", List.of());
  }
}
