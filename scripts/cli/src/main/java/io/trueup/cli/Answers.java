package io.trueup.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.TextTable.Column;
import io.trueup.cli.TextTable.Side;
import io.trueup.cli.aws.Api;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers of the API as people read them, and as JSON of all their pages. */
final class Answers {

  /** Members that differ from page to page. */
  private static final List<String> OF_THE_LAST = List.of("certificate", "deferred", "next");

  private Answers() {}

  /** One page, or all of them with their progress. */
  static Api.Extent extent(Extent extent, Progress progress) {
    return new Api.Extent() {
      @Override
      public boolean isFirstPage() {
        return extent == Extent.FIRST_PAGE;
      }

      @Override
      public void progress(int pages) {
        progress.now("%,d pages read", pages);
      }
    };
  }

  /** How much is asked for. */
  enum Extent {
    FIRST_PAGE,
    ALL
  }

  /** A certificate in one line. */
  static String certificate(JsonNode certificate) {
    String version =
        certificate.path("version").isTextual()
            ? "version %s, cut %s, %s"
                .formatted(
                    certificate.path("version").asText(),
                    certificate.path("cut").asText(),
                    certificate.path("cross_checked").asBoolean()
                        ? "cross-checked"
                        : "not cross-checked")
            : "no version yet";
    return "as of %s; %s; generation %s%s%s%s"
        .formatted(
            text(certificate.path("as_of")),
            version,
            certificate.path("generation").asText(),
            certificate.path("lost").asLong() > 0
                ? "; lost " + certificate.path("lost").asText()
                : "",
            certificate.path("pinned").asBoolean() ? "; pinned by a rollback" : "",
            certificate.path("complete").asBoolean(true)
                ? ""
                : "; NOT COMPLETE: live numbers may have expired");
  }

  /** A table of objects: a column per member, in the order in which they come. */
  static void table(PrintStream out, List<Map<String, JsonNode>> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      boolean isNumber =
          rows.stream().map(row -> row.get(name)).anyMatch(it -> it != null && it.isNumber());
      columns.add(new Column(name, isNumber ? Side.RIGHT : Side.LEFT));
    }
    TextTable table = new TextTable(columns);
    for (Map<String, JsonNode> row : rows) {
      table.add(names.stream().map(name -> text(row.get(name))).toList());
    }
    table.print(out);
  }

  /** A value as a person reads it; a top as its values and counts. */
  static String text(@org.jspecify.annotations.Nullable JsonNode value) {
    if (value == null || value.isMissingNode() || value.isNull()) {
      return "-";
    }
    if (value.isArray()) {
      List<String> most = new ArrayList<>();
      value.forEach(each -> most.add(text(each.path("value")) + " " + text(each.path("count"))));
      return String.join(", ", most);
    }
    return value.isNumber() ? Json.shown(value.numberValue()) : value.asText();
  }

  /**
   * All pages as one document, each written when it is read: what the first one says, a member of
   * each joined, and what only the last one knows. Where a page fails, the document has no end.
   */
  static void json(PrintStream stream, Iterator<JsonNode> pages, String joined) {
    JsonNode first = pages.next();
    Json.print(
        stream,
        out -> {
          out.writeStartObject();
          for (Map.Entry<String, JsonNode> member : first.properties()) {
            if (!member.getKey().equals(joined) && !OF_THE_LAST.contains(member.getKey())) {
              out.writeFieldName(member.getKey());
              out.writeTree(member.getValue());
            }
          }
          out.writeArrayFieldStart(joined);
          JsonNode last = first;
          write(out, first.path(joined));
          while (pages.hasNext()) {
            last = pages.next();
            write(out, last.path(joined));
          }
          out.writeEndArray();
          for (String name : OF_THE_LAST) {
            if (last.has(name)) {
              out.writeFieldName(name);
              out.writeTree(last.get(name));
            }
          }
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, JsonNode items) throws IOException {
    for (JsonNode item : items) {
      out.writeTree(item);
    }
  }
}
