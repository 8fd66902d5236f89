package io.trueup.bench.batch;

import io.trueup.aggregate.Frequent;
import io.trueup.aggregate.Measures;
import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.port.Range;
import io.trueup.store.CellKey;
import io.trueup.store.Strip;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A segment of visits of which only this is kept: of all sites how many visits each has by its
 * cells of a day and how many cells there are, and each number of the heavy one.
 */
final class SiteCells extends Sink {

  private final View view;
  private final Measures measures;
  private final long[] visits = new long[Visits.SITES + 1];
  private final BitSet listed = new BitSet();
  private final TreeSet<String> heavy = new TreeSet<>();
  private long cells;

  SiteCells(View view) {
    this.view = view;
    this.measures = new Measures(view);
  }

  static String line(
      String every, long bucket, long visits, long amount, long p95, long visitors, String pages) {
    return "%s %d visits %d amount %d p95 %d visitors %d pages %s"
        .formatted(every, bucket, visits, amount, p95, visitors, pages);
  }

  static String totals(long sites, long cells, long[] visits) {
    return "sites %d cells %d visits %s".formatted(sites, cells, Arrays.hashCode(visits));
  }

  synchronized long cells() {
    return cells;
  }

  /** What is known of the segment so far. */
  synchronized List<String> lines() {
    return Stream.concat(heavy.stream(), Stream.of(totals(listed.cardinality(), cells, visits)))
        .toList();
  }

  @Override
  public synchronized void writeAll(List<Item> items) {
    for (Item item : items) {
      String[] place = item.key().partition().split("\\|", -1);
      if (place[0].equals("keys")) {
        listed.set(site(item));
      } else if (place[0].equals("strip")) {
        add(item, place[3]);
      }
    }
  }

  private void add(Item item, String every) {
    int site = site(item);
    NavigableMap<Long, byte[]> states = states(item, every);
    cells += states.size();
    if (site == Visits.HEAVY) {
      states.forEach((bucket, bytes) -> heavy.add(line(every, bucket, values(bytes))));
    }
    if (every.equals("1d")) {
      states.values().forEach(bytes -> visits[site] += number(values(bytes), "visits"));
    }
  }

  private NavigableMap<Long, byte[]> states(Item item, String every) {
    BucketSize size =
        view.every().stream()
            .filter(each -> each.length().toString().equals(every))
            .findFirst()
            .orElseThrow();
    return Strip.read(
        new One(item),
        view.fingerprint(),
        view.name(),
        size.length(),
        new CellKey(item.text("key")),
        0,
        Long.MAX_VALUE / 2);
  }

  private Map<String, ?> values(byte[] bytes) {
    return measures.decodeRecomputed(bytes).values();
  }

  private static String line(String every, long bucket, Map<String, ?> values) {
    return line(
        every,
        bucket,
        number(values, "visits"),
        number(values, "amount"),
        number(values, "p95"),
        number(values, "visitors"),
        ((List<?>) value(values, "pages"))
            .stream()
                .map(Frequent.class::cast)
                .map(each -> each.value() + "=" + each.count())
                .collect(Collectors.joining(",")));
  }

  private static long number(Map<String, ?> values, String measure) {
    return ((Number) value(values, measure)).longValue();
  }

  private static Object value(Map<String, ?> values, String measure) {
    return Objects.requireNonNull(values.get(measure), measure);
  }

  private static int site(Item item) {
    return ((Number) new CellKey(item.text("key")).values().get(0)).intValue();
  }

  /** A table of one item, whatever it is asked for. */
  private static final class One extends Sink {
    private final Item item;

    One(Item item) {
      this.item = item;
    }

    @Override
    public Stream<Item> query(Range range) {
      return Stream.of(item);
    }
  }
}
