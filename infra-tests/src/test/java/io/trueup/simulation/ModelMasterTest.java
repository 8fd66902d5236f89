package io.trueup.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.batch.master.Addition;
import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Compaction;
import io.trueup.batch.master.Edition;
import io.trueup.batch.master.EpochRange;
import io.trueup.batch.master.Held;
import io.trueup.batch.master.Master;
import io.trueup.batch.master.MasterPlace;
import io.trueup.batch.master.Row;
import io.trueup.batch.recompute.LocalSpark;
import io.trueup.batch.recompute.SmallMaster;
import io.trueup.event.Position;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Mix;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One course of compactions and reads, of the model and of the dataset that it is a model of. */
class ModelMasterTest {

  private static final Epochs EPOCHS = new Epochs(Span.parse("1h"));
  private static final int STEPS = 12;

  private final Path folder;

  ModelMasterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void courses_ofCompactionsAndReads_areTheSame() {
    Set<String> met = new TreeSet<>();
    for (long seed = 1; seed <= 3; seed++) {
      List<String> model = new Course(seed, new ModelMaster(Turns.none())).run();
      try (Dataset dataset = new Dataset(folder.resolve("seed-" + seed))) {
        assertThat(model).as("seed %d", seed).isEqualTo(new Course(seed, dataset).run());
      }
      model.forEach(line -> met.add(line.replaceAll(" .*", "")));
    }
    assertThat(met).contains("Published", "Already", "Outdone", "refused", "read");
  }

  /** What is asked of a master dataset, by a seed, and what it answers. */
  private static final class Course {
    private final Random random;
    private final SmallMaster master;
    private final List<Edition> editions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private long sequence;

    Course(long seed, SmallMaster master) {
      this.random = new Random(seed);
      this.master = master;
    }

    List<String> run() {
      for (int step = 0; step < STEPS; step++) {
        Edition main = master.main();
        editions.add(main);
        answers.add("main " + main.cut() + " " + new TreeSet<>(main.gaps()));
        compact(main);
        read();
      }
      return answers;
    }

    private void compact(Edition main) {
      long from = random.nextInt(4) > 0 ? main.cut() : Math.max(0, main.cut() - 1);
      long to = from + random.nextInt(5);
      List<Row> rows = new ArrayList<>();
      Set<ShardEpoch> gaps = new HashSet<>();
      for (long epoch = from; epoch < to; epoch++) {
        if (random.nextInt(4) == 0) {
          gaps.add(new ShardEpoch("shard", epoch));
        } else {
          rows.addAll(rows(epoch, random.nextInt(3)));
        }
      }
      Set<ShardEpoch> healed = healed(main, from);
      healed.forEach(at -> rows.addAll(rows(at.epoch(), 1 + random.nextInt(2))));
      Set<Held> expected = held(rows);
      if (random.nextInt(5) == 0 && !rows.isEmpty()) {
        rows.remove(random.nextInt(rows.size()));
      }
      answers.add(compacted(new Addition(new EpochRange(from, to), gaps, healed), rows, expected));
    }

    /** Some of the gaps of an edition, and now and then what was none of them. */
    private Set<ShardEpoch> healed(Edition main, long from) {
      Set<ShardEpoch> healed = new TreeSet<>();
      for (ShardEpoch gap : new TreeSet<>(main.gaps())) {
        if (gap.epoch() < from && random.nextInt(3) == 0) {
          healed.add(gap);
        }
      }
      if (from > 0 && random.nextInt(8) == 0) {
        healed.add(new ShardEpoch("shard", random.nextLong(from)));
      }
      return healed;
    }

    private String compacted(Addition addition, List<Row> rows, Set<Held> expected) {
      try {
        Compacted compacted = master.compact(addition, rows, expected);
        return "%s %d".formatted(compacted.getClass().getSimpleName(), compacted.main().cut());
      } catch (IllegalStateException refused) {
        return "refused " + addition.fresh();
      }
    }

    private void read() {
      Edition edition = editions.get(random.nextInt(editions.size()));
      long to = edition.cut() == 0 ? 0 : random.nextLong(edition.cut() + 1);
      long from = to == 0 ? 0 : random.nextLong(to);
      List<String> lines =
          master.lines(edition, new EpochRange(from, to)).stream()
              .map(line -> new String(line.line(), UTF_8))
              .sorted()
              .toList();
      answers.add("read %d to %d %s".formatted(from, to, lines));
    }

    private List<Row> rows(long epoch, int count) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String id = "id-" + sequence++;
        rows.add(
            new Row(
                "sale",
                id,
                "shard",
                new Position(Long.toString(1_000 + sequence), 0).text(),
                epoch,
                EPOCHS.start(epoch) + 7,
                5L,
                id.getBytes(UTF_8),
                "archive/part",
                "0123456789abcdef"));
      }
      return rows;
    }

    private static Set<Held> held(List<Row> rows) {
      return rows.stream()
          .map(Row::epoch)
          .distinct()
          .map(
              epoch -> {
                List<ArchiveLine> lines =
                    rows.stream().filter(row -> row.epoch() == epoch).map(Row::line).toList();
                long digest =
                    lines.stream().mapToLong(line -> Mix.of(line.position(), line.data())).sum();
                return new Held("shard", epoch, lines.size(), digest);
              })
          .collect(Collectors.toSet());
    }
  }

  /** The dataset itself, on files of this machine. */
  private static final class Dataset implements SmallMaster, AutoCloseable {
    private final JavaSparkContext spark = LocalSpark.open();
    private final Master master;
    private int tries;

    Dataset(Path folder) {
      Map<String, String> catalog = Map.of("type", "hadoop", "warehouse", folder.toString());
      master = Master.open(spark, new MasterPlace("lake.events", catalog), EPOCHS);
    }

    @Override
    public Edition main() {
      return master.main();
    }

    @Override
    public List<ArchiveLine> lines(Edition edition, EpochRange range) {
      return master.lines(edition, range).map(ArchiveLine::line).collect().stream()
          .map(Dataset::parsed)
          .toList();
    }

    private static ArchiveLine parsed(byte[] line) {
      try {
        return ArchiveLine.parse(Arrays.copyOf(line, line.length - 1));
      } catch (IOException broken) {
        throw new UncheckedIOException("read what was written", broken);
      }
    }

    @Override
    public Compacted compact(Addition addition, List<Row> rows, Set<Held> expected) {
      return master.compact(
          new Compaction("try-" + tries++, addition, spark.parallelize(rows, 2), expected));
    }

    @Override
    public void close() {
      master.close();
    }
  }
}
