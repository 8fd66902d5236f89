package io.trueup.cli;

import io.trueup.cli.backfill.Period;
import io.trueup.definition.Field;
import io.trueup.definition.View;
import io.trueup.store.CellKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person asks of a view of a folder that need not be deployed. */
final class ViewOptions {

  static final String VIEW = "--view";
  private static final int ROWS = 50;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "With --view: the pipeline folder, deployed or not (default: this one, or the only one in it).")
  private @Nullable String folder;

  @Option(
      names = VIEW,
      paramLabel = "VIEW",
      description =
          "Instead of mending: show what this view of the folder says of the events in the archive.")
  private @Nullable String view;

  @Option(
      names = "--every",
      paramLabel = "SIZE",
      description = "With --view: size of bucket (default: the finest).")
  private @Nullable String every;

  @Option(
      names = "--from",
      paramLabel = "T",
      description =
          "With --view: only epochs of arrival from the one that holds this time or day of UTC; their events"
              + " count whatever their event time is.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "With --view: only epochs of arrival that begin before this.")
  private @Nullable String to;

  @Option(
      names = "--key",
      paramLabel = "DIMENSION=VALUE",
      description = "With --view: only keys with this value; several times for several dimensions.")
  private List<String> keys = List.of();

  @Option(
      names = "--null",
      paramLabel = "DIMENSION",
      description = "With --view: only keys whose value is null.")
  private List<String> nulls = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "With --view: show at most N rows (default: 50); --json has all.")
  private @Nullable Integer limit;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "With --view: write all rows to a file, a line of JSON each, and show none; where something lacks"
              + " they stay in FILE.part.")
  private @Nullable String out;

  @Option(
      names = "--compare",
      description =
          "With --view: also say how it differs from the deployed view of its name, over the same records.")
  private boolean compared;

  /** Whether a view is asked for; fails where the rest is given without it. */
  boolean isGiven() {
    boolean isRest =
        folder != null
            || every != null
            || from != null
            || to != null
            || limit != null
            || out != null
            || compared
            || !keys.isEmpty()
            || !nulls.isEmpty();
    if (view == null && isRest) {
      throw Failure.wronglyAsked("expected %s with what is asked of a folder's view", VIEW);
    }
    return view != null;
  }

  boolean isCompared() {
    return compared;
  }

  Optional<String> folder() {
    return Optional.ofNullable(folder);
  }

  String view() {
    return String.valueOf(view);
  }

  Optional<String> every() {
    return Optional.ofNullable(every);
  }

  /** Of arrival. */
  Period arrival() {
    return Period.of(from, to);
  }

  Optional<String> out() {
    return Optional.ofNullable(out);
  }

  int limit() {
    int most = limit == null ? ROWS : limit;
    if (most < 1) {
      throw Failure.wronglyAsked("--limit: %d, expected at least 1", most);
    }
    return most;
  }

  /** The keys of a view that are asked for. */
  Predicate<CellKey> keys(View of) {
    Map<Integer, Optional<String>> wanted = new HashMap<>();
    for (String each : keys) {
      int sign = each.indexOf('=');
      if (sign < 1) {
        throw Failure.wronglyAsked("--key: '%s', expected DIMENSION=VALUE, as origin=ATL", each);
      }
      want(wanted, of, "--key", each.substring(0, sign), Optional.of(each.substring(sign + 1)));
    }
    nulls.forEach(name -> want(wanted, of, "--null", name, Optional.empty()));
    return key -> {
      List<@Nullable Object> values = key.values();
      return wanted.entrySet().stream()
          .allMatch(
              each ->
                  each.getValue()
                      .equals(Optional.ofNullable(values.get(each.getKey())).map(String::valueOf)));
    };
  }

  private static void want(
      Map<Integer, Optional<String>> wanted,
      View of,
      String option,
      String dimension,
      Optional<String> value) {
    List<String> names = of.by().stream().map(Field::path).toList();
    int place = names.indexOf(dimension);
    if (place < 0) {
      throw Failure.wronglyAsked(
          "%s: view '%s' has no dimension '%s', expected one of %s",
          option, of.name(), dimension, String.join(", ", names));
    }
    if (wanted.put(place, value) != null) {
      throw Failure.wronglyAsked("%s: dimension '%s' is given twice", option, dimension);
    }
  }
}
