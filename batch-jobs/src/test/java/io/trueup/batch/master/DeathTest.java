package io.trueup.batch.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trueup.time.Span;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that dies at any file that it writes leaves nothing that is read, or stays for good. */
class DeathTest {

  private static final long FIRST = 480_000;
  private static final int EPOCHS = 6;

  private final TestMaster test;

  DeathTest(@TempDir Path folder) {
    test = new TestMaster(folder);
  }

  @AfterEach
  void revive() {
    MortalIo.revive();
  }

  @Test
  void compact_deathAtEveryFile_nothingIsHalfDone() {
    List<Row> rows = new ArrayList<>();
    long cut = FIRST;
    test.compact(0, cut, rows);
    boolean died = true;
    for (int files = 0; died; files++) {
      long start = cut;
      List<Row> fresh = new Rows(files).of(start, start + EPOCHS, 40);
      MortalIo.dieAfter(files);
      Throwable failure = catchThrowable(() -> test.compact(start, start + EPOCHS, fresh));
      died = MortalIo.isDead();
      MortalIo.revive();
      if (died) {
        assertThat(failure).as("death after %d files", files).isNotNull();
        assertThat(test.lines(0, test.cut()))
            .as("death after %d files", files)
            .isEqualTo(texts(rows));
      }
      test.compact(start, start + EPOCHS, fresh);
      rows.addAll(fresh);
      cut = start + EPOCHS;
      assertThat(test.lines(0, cut)).as("run after that, %d files", files).isEqualTo(texts(rows));
      assertThat(files).as("files that a compaction writes").isLessThan(50);
    }

    tidy();

    assertThat(test.lines(0, cut)).isEqualTo(texts(rows));
    test.assertNoStrays();
  }

  private void tidy() {
    try (Master master = test.open()) {
      master.tidy(new Upkeep(Span.parse("1d"), 1), Instant.now().plusSeconds(2 * 86_400));
    }
  }

  private static List<String> texts(List<Row> rows) {
    return TestMaster.texts(rows);
  }
}
