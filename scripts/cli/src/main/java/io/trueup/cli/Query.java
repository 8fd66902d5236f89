package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trueup.cli.aws.Api;
import io.trueup.cli.aws.Target;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a deployment for the numbers of a view. */
@Command(
    name = "query",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Asks a deployment for the numbers of a view: of one key, if each dimension has a value, else of all"
          + " keys. Each row says whether it is exact or live.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  scripts/trueup query departures_by_origin origin=ATL --every 1d --demo",
      "  scripts/trueup query departures_by_origin --every 1d --from 2001-01-02 --to 2001-01-03 --all",
      "",
      "Exit codes: 0 answered; 1 it did not work; 2 wrongly asked for."
    })
final class Query implements Callable<Integer> {

  private final Console console;

  @Parameters(index = "0", paramLabel = "VIEW", description = "The view, as `status` lists them.")
  private String view = "";

  @Parameters(
      index = "1..*",
      paramLabel = "DIMENSION=VALUE",
      description = "A value for each dimension; none for all keys.")
  private List<String> dimensions = List.of();

  @Option(
      names = "--null",
      paramLabel = "DIMENSION",
      description = "A dimension whose value is null.")
  private List<String> nulls = List.of();

  @Option(
      names = "--every",
      paramLabel = "SIZE",
      description = "Size of bucket (default: the finest).")
  private @Nullable String every;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Buckets that begin from here on: a date or time.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Buckets that begin before this.")
  private @Nullable String to;

  @Option(names = "--all", description = "All pages (default: the first 1000 rows).")
  private boolean all;

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON, every digit of a number.")
  private boolean json;

  Query(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Api.Parameter> parameters = parameters();
    Answers.Extent extent = all ? Answers.Extent.ALL : Answers.Extent.FIRST_PAGE;
    Iterator<JsonNode> pages =
        target
            .find(console)
            .api()
            .pages(
                "/v1/views/" + Api.encoded(view),
                parameters,
                Answers.extent(extent, console.progress()));
    if (json) {
      Answers.json(console.out(), pages, "rows");
    } else {
      print(pages);
    }
    return 0;
  }

  private List<Api.Parameter> parameters() {
    List<Api.Parameter> parameters = new ArrayList<>();
    for (String dimension : dimensions) {
      int sign = dimension.indexOf('=');
      if (sign < 1) {
        throw Failure.wronglyAsked("'%s', expected DIMENSION=VALUE, as origin=ATL", dimension);
      }
      parameters.add(
          new Api.Parameter(dimension.substring(0, sign), dimension.substring(sign + 1)));
    }
    nulls.forEach(name -> parameters.add(new Api.Parameter("null", name)));
    Map<String, @Nullable String> rest = new LinkedHashMap<>();
    rest.put("every", every);
    rest.put("from", from);
    rest.put("to", to);
    rest.forEach(
        (name, value) -> {
          if (value != null) {
            parameters.add(new Api.Parameter(name, value));
          }
        });
    return parameters;
  }

  private void print(Iterator<JsonNode> pages) {
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    JsonNode last;
    do {
      last = pages.next();
      JsonNode key = last.path("key");
      last.path("rows").forEach(row -> rows.add(row(key, row)));
    } while (pages.hasNext());
    console
        .out()
        .printf("%s, every %s, %,d rows%n", view, Answers.text(last.get("every")), rows.size());
    boolean isWhole = !last.hasNonNull("next");
    if (!rows.isEmpty()) {
      Answers.table(console.out(), rows);
    } else if (isWhole) {
      console.out().println(noRows());
    }
    if (!isWhole) {
      console
          .out()
          .printf(
              "%s: --all reads them.%n",
              rows.isEmpty() ? "This page is empty, and there are more" : "There are more");
    }
    console.out().println(Answers.certificate(last.path("certificate")));
    if (last.has("deferred")) {
      JsonNode deferred = last.path("deferred");
      console
          .out()
          .printf(
              "Keys are live where %s; all others are as of %s.%n",
              Answers.text(deferred.path("unless")), Answers.text(deferred.path("as_of")));
    }
  }

  /** What nothing means: a key that no event has is no error, and may be a slip of the pen. */
  private String noRows() {
    String key = String.join(" ", dimensions);
    return "No event counts here%s. 'trueup keys %s' lists the keys that there are."
        .formatted(key.isEmpty() ? "" : ", with " + key, view);
  }

  /** A row of an answer as a person reads it, with its key. */
  static Map<String, JsonNode> row(JsonNode key, JsonNode row) {
    Map<String, JsonNode> texts = new LinkedHashMap<>();
    texts.put("bucket", row.path("bucket"));
    (key.isObject() ? key : row.path("key"))
        .properties()
        .forEach(
            member ->
                texts.put(
                    member.getKey(),
                    member.getValue().isNull() ? new TextNode("null") : member.getValue()));
    row.properties().forEach(member -> texts.putIfAbsent(member.getKey(), member.getValue()));
    row.path("bounds")
        .properties()
        .forEach(
            bounds ->
                texts.put(bounds.getKey(), estimate(row.path(bounds.getKey()), bounds.getValue())));
    texts.remove("bounds");
    texts.remove("key");
    texts.remove("exact");
    texts.put("", new TextNode(row.path("exact").asBoolean() ? "exact" : "live"));
    return texts;
  }

  /** A number that is not exact, with where the exact one lies. */
  private static JsonNode estimate(JsonNode number, JsonNode bounds) {
    String low = Answers.text(bounds.path("low"));
    String high = Answers.text(bounds.path("high"));
    return low.equals(high)
        ? number
        : new TextNode("%s (%s to %s)".formatted(Answers.text(number), low, high));
  }
}
