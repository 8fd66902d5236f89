package io.trueup.batch.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several runs at once, or one that was thought dead, one publishes and the others say so. */
class PublishingTest {

  private static final long FIRST = 480_000;

  private final TestMaster test;
  private final List<Row> rows = new Rows(1).of(FIRST, FIRST + 9, 90);

  PublishingTest(@TempDir Path folder) {
    test = new TestMaster(folder);
    test.open().close();
  }

  @Test
  void publish_twoDraftsOfOneEdition_theSecondIsRefused() {
    Edition main = test.open().main();
    Draft one = draft(test.table(), "one", main);
    Draft other = draft(test.table(), "other", main);

    assertThat(one.publish()).isEmpty();

    assertThat(other.publish()).hasValueSatisfying(why -> assertThat(why).contains("ancestor"));
    assertThat(test.open().main()).isEqualTo(one.edition());
  }

  @Test
  void publish_branchThatTheNextRunDropped_isRefused() {
    Draft draft = draft(test.table(), "slow", test.open().main());
    Draft.dropAll(test.table());

    assertThat(draft.publish()).isPresent();
    assertThat(test.cut()).isZero();
  }

  @Test
  void draft_madeAfterOthersPublished_isRefused() {
    Edition old = test.open().main();
    Table stale = test.table();
    Edition main = test.compact(0, FIRST + 9, rows).main();

    assertThat(draft(stale, "zombie", old).publish()).isPresent();
    assertThat(test.open().main()).isEqualTo(main);
  }

  /** Iceberg makes a branch that is not there, on top of what main is by then. */
  @Test
  void draft_branchDroppedAndMainMovedBeforeItsCommit_fails() {
    Edition old = test.open().main();
    Table table = test.table();
    AppendFiles late =
        before(table.newAppend(), () -> test.compact(0, FIRST + 9, rows), AppendFiles.class);

    assertThatThrownBy(
            () ->
                Draft.of(
                    table,
                    "zombie",
                    old,
                    old.with(Addition.of(new EpochRange(old.cut(), FIRST + 9))),
                    late))
        .hasMessageContaining("did another run begin?");
    assertThat(test.lines(0, FIRST + 9)).isEqualTo(TestMaster.texts(rows));
  }

  @Test
  void publish_branchThatATwinWroteToAsWell_publishesTheAuditedSnapshotAlone() {
    Table table = test.table();
    Draft draft = draft(table, "twin", test.open().main());
    Table twin = test.table();
    twin.newAppend().set(Edition.CUT, "99").toBranch("twin").commit();

    assertThat(draft.publish()).isEmpty();
    assertThat(test.open().main()).isEqualTo(draft.edition());
  }

  @Test
  void compact_severalAtOnce_eachRecordOnce() throws InterruptedException {
    long cut = 0;
    for (int round = 0; round < 3; round++) {
      long from = cut;
      long to = FIRST + 1 + 2L * round;
      int published = published(race(from, to));
      cut = test.cut();
      assertThat(published).as("round %d", round).isEqualTo(cut == to ? 1 : 0);
      assertThat(cut).as("round %d", round).isIn(from, to);
    }
    test.compact(cut, FIRST + 9, rows);
    assertThat(test.lines(0, FIRST + 9)).isEqualTo(TestMaster.texts(rows));
  }

  private List<Future<Compacted>> race(long from, long to) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Compacted>> runs = new ArrayList<>();
      for (String name : List.of("a", "b", "c")) {
        runs.add(
            () -> {
              try (Master master = test.open()) {
                return master.compact(test.compaction(name + "-" + to, from, to, rows));
              }
            });
      }
      return threads.invokeAll(runs);
    } finally {
      threads.shutdown();
    }
  }

  /** How many published; each of the others says that it did not, by its value or its failure. */
  private static int published(List<Future<Compacted>> runs) throws InterruptedException {
    int published = 0;
    for (Future<Compacted> run : runs) {
      try {
        published += run.get() instanceof Compacted.Published ? 1 : 0;
      } catch (ExecutionException failed) {
        assertThat(failed.getCause()).isInstanceOf(RuntimeException.class).message().isNotEmpty();
      }
    }
    return published;
  }

  private static Draft draft(Table table, String name, Edition base) {
    return Draft.of(
        table,
        name,
        base,
        base.with(Addition.of(new EpochRange(base.cut(), FIRST))),
        table.newAppend());
  }

  /** An update before whose commit something happens. */
  private static <T> T before(T update, Runnable event, Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                event.run();
              }
              try {
                Object result = method.invoke(update, arguments);
                return result == update ? proxy : result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
