package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.MemoryTable;
import org.junit.jupiter.api.Test;

class BackfillMarkTest {

  private final MemoryTable control = new MemoryTable();

  @Test
  void move_fromWhereItWasLeft_isReadAgain() {
    BackfillMark first = BackfillMark.read(control, "a", "orders.jsonl");
    assertThat(first).isEqualTo(new BackfillMark("a", "orders.jsonl", 0, 0));
    BackfillMark next = new BackfillMark("a", "orders.jsonl", 12, 10);

    assertThat(first.move(control, next)).isEmpty();

    assertThat(BackfillMark.read(control, "a", "other name")).isEqualTo(next);
    assertThat(BackfillMark.read(control, "b", "other name").line()).isZero();
  }

  @Test
  void move_anotherHasMovedIt_givesTheirsAndChangesNothing() {
    BackfillMark first = BackfillMark.read(control, "a", "f");
    BackfillMark theirs = new BackfillMark("a", "f", 5, 5);
    first.move(control, theirs);

    assertThat(first.move(control, new BackfillMark("a", "f", 9, 9))).contains(theirs);

    assertThat(BackfillMark.read(control, "a", "f")).isEqualTo(theirs);
  }

  @Test
  void mark_moreEventsThanLines_isRefused() {
    assertThatThrownBy(() -> new BackfillMark("a", "f", 3, 4))
        .hasMessageContaining("at line 3 with 4 events sent");
  }
}
