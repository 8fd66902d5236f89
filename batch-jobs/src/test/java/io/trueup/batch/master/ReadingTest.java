package io.trueup.batch.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.hadoop.fs.FileSystem;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {

  private static final long DAYS = 20_000;
  private static final long FIRST = DAYS * TestMaster.DAY;
  private static final long CUT = FIRST + 3 * TestMaster.DAY;

  private final TestMaster test;
  private final List<Row> rows = new Rows(1).of(FIRST, CUT, 300);

  ReadingTest(@TempDir Path folder) {
    test = new TestMaster(folder);
    test.compact(0, CUT, rows);
  }

  @Test
  void lines_ofADay_areReadWithoutTheFilesOfOthers() throws IOException {
    String day = "arrival_day=" + LocalDate.ofEpochDay(DAYS + 1);
    for (Path file : test.files(".parquet")) {
      if (!file.toString().contains(day)) {
        Files.delete(file);
      }
    }
    long from = FIRST + TestMaster.DAY;

    assertThat(test.lines(from, from + TestMaster.DAY))
        .isNotEmpty()
        .isEqualTo(TestMaster.texts(of(from, from + TestMaster.DAY)));
    assertThatThrownBy(() -> test.lines(from - 1, from)).hasMessageContaining(".parquet");
  }

  @Test
  void lines_ofEpochsOfADay_areReadWithoutTheFilesOfOthers() throws IOException {
    long cut = CUT + 4;
    test.compact(CUT, CUT + 2, List.of(new Rows(2).one(CUT + 1)));
    List<Path> before = test.files(".parquet");
    Row row = new Rows(3).one(CUT + 2);
    test.compact(CUT + 2, cut, List.of(row));
    for (Path file : before) {
      Files.delete(file);
    }

    assertThat(test.lines(CUT + 2, cut)).isEqualTo(TestMaster.texts(List.of(row)));
  }

  @Test
  void lines_ofAnOlderEdition_areWhatTheyWere() {
    try (Master master = test.open()) {
      Edition older = master.main();
      test.compact(CUT, CUT + 5, new Rows(4).of(CUT, CUT + 5, 20));

      assertThat(TestMaster.texts(master.lines(older, new EpochRange(0, CUT))))
          .isEqualTo(TestMaster.texts(rows));
    }
  }

  @Test
  void lines_beyondTheCut_areRefused() {
    assertThatThrownBy(() -> test.lines(CUT, CUT + 1)).hasMessageContaining("cut at most");
  }

  @Test
  void ids_ofEpochs_areThoseOfEventsOfOneDefinition() {
    List<RowId> expected =
        of(FIRST + 2, CUT - 2).stream()
            .filter(row -> row.id() != null && row.schema().equals(Rows.SCHEMA))
            .map(
                row ->
                    new RowId(
                        row.type(),
                        Objects.requireNonNull(row.id()),
                        Columns.hash(row.type(), row.id()),
                        row.shard(),
                        row.position(),
                        row.epoch(),
                        row.arrival(),
                        row.schema()))
            .toList();
    try (Master master = test.open()) {
      List<RowId> ids =
          master.ids(master.main(), new EpochRange(FIRST + 2, CUT - 2), Rows.SCHEMA).collect();

      assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void others_ofEpochs_areTheLinesThatOtherDefinitionsTook() {
    List<Row> expected =
        of(FIRST + 2, CUT - 2).stream()
            .filter(row -> row.schema().equals(Rows.OTHER_SCHEMA))
            .toList();
    try (Master master = test.open()) {
      EpochRange range = new EpochRange(FIRST + 2, CUT - 2);
      assertThat(TestMaster.texts(master.others(master.main(), range, Rows.SCHEMA)))
          .isNotEmpty()
          .isEqualTo(TestMaster.texts(expected));
    }
  }

  @Test
  void ids_ofAll_readAFractionOfTheBytes() {
    Random random = new Random(6);
    List<Row> large = new Rows(6).of(CUT, CUT + 1, 200);
    large.replaceAll(
        row -> {
          byte[] data = new byte[20_000];
          random.nextBytes(data);
          return TestMaster.withData(row, data);
        });
    test.compact(CUT, CUT + 1, large);
    try (Master master = test.open()) {
      EpochRange all = new EpochRange(CUT, CUT + 1);
      long start = bytesRead();
      assertThat(master.lines(master.main(), all).count()).isEqualTo(large.size());
      long lines = bytesRead() - start;
      assertThat(master.ids(master.main(), all, Rows.SCHEMA).count()).isPositive();
      long ids = bytesRead() - start - lines;

      assertThat(ids).isLessThan(lines / 2);
    }
  }

  @Test
  void lines_afterAColumnWasAdded_oldAndNewAreRead() {
    test.table().updateSchema().addColumn("region", Types.StringType.get()).commit();
    List<Row> more = new Rows(5).of(CUT, CUT + 5, 20);
    test.compact(CUT, CUT + 5, more);

    assertThat(test.lines(0, CUT)).isEqualTo(TestMaster.texts(rows));
    assertThat(test.lines(CUT, CUT + 5)).isEqualTo(TestMaster.texts(more));
  }

  private List<Row> of(long from, long to) {
    return rows.stream().filter(row -> row.epoch() >= from && row.epoch() < to).toList();
  }

  private static long bytesRead() {
    return Objects.requireNonNull(
        FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead"));
  }
}
