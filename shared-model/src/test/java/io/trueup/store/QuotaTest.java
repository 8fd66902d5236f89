package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotaTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-30");

  private final MemoryTable control = new MemoryTable();

  @Test
  void reserve_untilUsedUp_grantsNoMoreThanADay() {
    assertThat(Quota.reserve(control, DAY, 100, 70)).isEqualTo(70);
    assertThat(Quota.read(control, DAY).left(100)).isEqualTo(30);
    assertThat(Quota.reserve(control, DAY, 100, 70)).isEqualTo(30);
    assertThat(Quota.reserve(control, DAY, 100, 1)).isZero();
    assertThat(Quota.reserve(control, DAY, 90, 1)).isZero();
    assertThat(Quota.reserve(control, DAY.plusDays(1), 100, 1)).isEqualTo(1);
  }

  @Test
  void giveBack_unused_canBeReservedAgain() {
    Quota.reserve(control, DAY, 100, 100);
    Quota.giveBack(control, DAY, 40);
    assertThat(Quota.reserve(control, DAY, 100, 100)).isEqualTo(40);
  }

  @Test
  void reserve_anotherComesBetween_bothStayWithinTheQuota() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      MemoryTable shared = new MemoryTable();
      Table slow = new Overtaken(shared, random);
      long sum = 0;
      for (int i = 0; i < 20; i++) {
        sum += Quota.reserve(slow, DAY, 100, 1 + random.nextInt(9));
      }
      long others = ((Overtaken) slow).granted;
      assertThat(sum + others).as("reserved, seed %d", seed).isLessThanOrEqualTo(100);
      assertThat(Quota.read(shared, DAY).reserved()).as("seed %d", seed).isEqualTo(sum + others);
    }
  }

  /** Another one reserves, or gives back, between a read and the write that follows. */
  private static final class Overtaken extends ForwardingTable {
    private final Table table;
    private final Random random;
    private long granted;

    Overtaken(Table table, Random random) {
      super(table);
      this.table = table;
      this.random = random;
    }

    @Override
    public Outcome write(Item item, Condition condition) {
      if (random.nextInt(3) == 0) {
        granted += Quota.reserve(table, DAY, 100, 1 + random.nextInt(9));
      } else if (granted > 0 && random.nextInt(4) == 0) {
        long back = 1 + random.nextLong(granted);
        Quota.giveBack(table, DAY, back);
        granted -= back;
      }
      return super.write(item, condition);
    }
  }
}
