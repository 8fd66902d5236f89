package io.trueup.bench.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What visits come to, counted one by one: of all sites how many visits each has and in how many
 * cells, of the heavy one each number of each cell. By lists and sets of all that is possible.
 */
final class VisitCounts {

  private static final long HOUR = 3_600_000;
  private static final int HOURS = 24;

  private final long[] visits = new long[Visits.SITES + 1];
  private final BitSet siteHours = new BitSet();
  private final List<Cell> heavy = new ArrayList<>();

  /** The heavy site's cell of an hour, or of the day. */
  private static final class Cell {
    private long visits;
    private long amount;
    private final int[] amounts = new int[Visits.AMOUNTS];
    private final BitSet visitors = new BitSet();
    private final int[] pages = new int[Visits.PAGES];

    private void add(int visitor, int paid, int page) {
      visits++;
      amount += paid;
      amounts[paid]++;
      visitors.set(visitor);
      pages[page]++;
    }

    /** Nearest rank: of n amounts in order the one at ceil(0.95 n). */
    private int p95() {
      long rank = (visits * 95 + 99) / 100;
      int at = 0;
      for (long passed = amounts[0]; passed < rank; passed += amounts[at]) {
        at++;
      }
      return at;
    }

    private String top() {
      return IntStream.range(0, pages.length)
          .boxed()
          .sorted(
              Comparator.<Integer>comparingInt(page -> -pages[page])
                  .thenComparing(page -> "page-" + page))
          .limit(5)
          .map(page -> "page-%d=%d".formatted(page, pages[page]))
          .collect(Collectors.joining(","));
    }
  }

  VisitCounts() {
    for (int i = 0; i <= HOURS; i++) {
      heavy.add(new Cell());
    }
  }

  void add(int site, long at, int visitor, int amount, int page) {
    int hour = Math.toIntExact((at - ArchiveWriter.START) / HOUR);
    visits[site]++;
    siteHours.set(site * HOURS + hour);
    if (site == Visits.HEAVY) {
      heavy.get(hour).add(visitor, amount, page);
      heavy.get(HOURS).add(visitor, amount, page);
    }
  }

  /** Leaves lines as {@link SiteCells} writes them of a segment. */
  void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= HOURS; i++) {
      Cell cell = heavy.get(i);
      if (cell.visits > 0) {
        long bucket = ArchiveWriter.START + (i == HOURS ? 0 : i * HOUR);
        lines.add(
            SiteCells.line(
                i == HOURS ? "1d" : "1h",
                bucket,
                cell.visits,
                cell.amount,
                cell.p95(),
                cell.visitors.cardinality(),
                cell.top()));
      }
    }
    lines.sort(Comparator.naturalOrder());
    long sites = LongStream.of(visits).filter(each -> each > 0).count();
    lines.add(SiteCells.totals(sites, siteHours.cardinality() + sites, visits));
    Files.write(folder.resolve("expected.txt"), lines, UTF_8);
  }
}
