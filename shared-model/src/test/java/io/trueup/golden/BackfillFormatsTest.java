package io.trueup.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.MemoryTable;
import io.trueup.store.BackfillMark;
import io.trueup.store.Quota;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What backfills leave in the control table. */
class BackfillFormatsTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-30");

  private final MemoryTable written = new MemoryTable();
  private final MemoryTable stored = new MemoryTable();

  @Test
  void quota_goldenItem_writtenAndRead() {
    Quota.reserve(written, DAY, 1_000_000, 300_000);
    Quota.giveBack(written, DAY, 50_000);

    assertWritten("quota.v1.txt");

    assertThat(Quota.read(stored, DAY)).isEqualTo(new Quota(DAY, 250_000));
  }

  @Test
  void backfill_goldenItem_writtenAndRead() {
    String id = "0123456789abcdef0123456789abcdef";
    String file = "2025 \"a\".jsonl.gz";
    BackfillMark mark = new BackfillMark(id, file, 5_002, 5_000);
    BackfillMark.read(written, id, file).move(written, mark);

    assertWritten("backfill.v1.txt");

    assertThat(BackfillMark.read(stored, id, "")).isEqualTo(mark);
  }

  private void assertWritten(String name) {
    Golden golden = new Golden(name);
    golden.assertWrites(written.all());
    stored.writeAll(golden.items());
  }
}
