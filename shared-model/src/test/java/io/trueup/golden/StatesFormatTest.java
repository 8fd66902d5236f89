package io.trueup.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Aggregator;
import io.trueup.aggregate.Aggregators;
import io.trueup.aggregate.Origin;
import io.trueup.definition.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of states: per aggregator one of no values and one of some. */
class StatesFormatTest {

  private record Line(String text, Aggregator<Object> aggregator, Object state) {}

  private static final List<String> EXACT = List.of("count", "sum", "mean", "min", "max");
  private static final List<String> LATER = List.of("first", "last", "distinct", "quantile", "top");

  @Test
  void states_goldenFile_writtenAndRead() throws IOException {
    check("states.v1.txt", EXACT);
  }

  @Test
  void statesOfSketchesAndByTime_goldenFile_writtenAndRead() throws IOException {
    check("sketches.v1.txt", LATER);
  }

  @Test
  void functions_all_areInAGoldenFile() {
    assertThat(Aggregators.names())
        .containsExactlyElementsOf(Stream.concat(EXACT.stream(), LATER.stream()).toList());
  }

  private static void check(String file, List<String> functions) throws IOException {
    Golden golden = new Golden(file);
    List<Line> lines = lines(functions);
    golden.assertWrites(String.join("", lines.stream().map(Line::text).toList()));

    String[] stored = golden.text().split("\n");
    assertThat(stored).hasSize(lines.size());
    for (int i = 0; i < stored.length; i++) {
      String hex = stored[i].substring(stored[i].lastIndexOf(' ') + 1);
      DataInputStream in =
          new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
      assertThat(lines.get(i).aggregator().read(in)).as(stored[i]).isEqualTo(lines.get(i).state());
      assertThat(in.available()).isZero();
    }
  }

  private static List<Line> lines(List<String> functions) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String function : functions) {
      add(function, Optional.empty(), lines);
      for (Kind kind : Kind.values()) {
        add(function, Optional.of(kind), lines);
      }
    }
    return lines;
  }

  @SuppressWarnings("unchecked") // a state is only given back to the aggregator that made it
  private static void add(String function, Optional<Kind> kind, List<Line> lines)
      throws IOException {
    Optional<Aggregator<?>> named = Aggregators.named(function, parameter(function), kind);
    if (named.isEmpty()) {
      return;
    }
    Aggregator<Object> aggregator = (Aggregator<Object>) named.get();
    String title =
        "%s %s %s".formatted(function, kind.map(Kind::name).orElse("-"), aggregator.id());
    Object state = aggregator.empty();
    lines.add(new Line(title + " empty " + hex(aggregator, state) + "\n", aggregator, state));
    long second = 0;
    for (Object value : values(kind.orElse(Kind.LONG))) {
      long time = 1_700_000_000_000L + 1_000 * second++;
      state = aggregator.add(state, value, new Origin(time, "é-" + second));
    }
    lines.add(new Line(title + " some " + hex(aggregator, state) + "\n", aggregator, state));
  }

  private static Optional<BigDecimal> parameter(String function) {
    return switch (function) {
      case "quantile" -> Optional.of(new BigDecimal("0.95"));
      case "top" -> Optional.of(new BigDecimal("2"));
      default -> Optional.empty();
    };
  }

  private static List<@Nullable Object> values(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> Arrays.asList(true, null, false);
      case LONG -> Arrays.asList(-3L, null, 300L, Long.MAX_VALUE);
      case DOUBLE -> Arrays.asList(0.1, null, -1e300, 2.5);
      case DECIMAL -> Arrays.asList(new BigDecimal("-12.34"), null, new BigDecimal("99999.99"));
      case STRING -> Arrays.asList("é", null, "");
      case TIME ->
          Arrays.asList(
              Instant.parse("1969-12-31T23:59:59.999999999Z"),
              null,
              Instant.parse("2026-01-01T00:00:00.123Z"));
    };
  }

  private static String hex(Aggregator<Object> aggregator, Object state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    aggregator.write(state, new DataOutputStream(bytes));
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
