package io.trueup.demo.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.demo.host.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovalTest {

  /**
   * Two stacks: as long as compute is there, the bucket fills, and more so while data is removed.
   */
  private static final class Account implements Removal.Contents {

    private final Set<String> stacks =
        new HashSet<>(Set.of("Trueup-demo-compute", "Trueup-demo-data"));
    private final List<String> tables = new ArrayList<>(List.of("trueup-demo-v-1"));
    private int late;
    private boolean full = true;

    private Account(int late) {
      this.late = late;
    }

    void destroy(String stack) {
      full |= stacks.contains("Trueup-demo-compute") || late-- > 0;
      if (stack.endsWith("-data") && full) {
        throw new Failure("DELETE_FAILED: the bucket is not empty");
      }
      stacks.remove(stack);
    }

    @Override
    public void empty() {
      full = stacks.contains("Trueup-demo-compute");
    }

    @Override
    public void removeTables() {
      tables.clear();
    }
  }

  @Test
  void run_beatsGoOnAsLongAsTheyCan_leavesNothing() {
    Account account = new Account(0);
    removal(account).run();
    assertThat(account.stacks).isEmpty();
    assertThat(account.tables).isEmpty();
  }

  @Test
  void run_objectAfterTheBucketsWereEmptied_isRemovedToo() {
    Account account = new Account(2);
    removal(account).run();
    assertThat(account.stacks).isEmpty();
  }

  @Test
  void run_dataThatStays_fails() {
    Account account = new Account(100);
    assertThatThrownBy(() -> removal(account).run()).hasMessageContaining("DELETE_FAILED");
    assertThat(account.stacks).containsExactly("Trueup-demo-data");
    assertThat(account.tables).isEmpty();
  }

  private static Removal removal(Account account) {
    return new Removal("demo", account::destroy, account);
  }
}
