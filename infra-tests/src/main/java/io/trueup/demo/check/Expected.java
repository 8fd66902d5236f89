package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What all answers by one cut must be: the measures of every cell that is answered, how many events
 * are in each, the cells that {@code keep} hides, how many records below the cut repeat another, by
 * cause (empty if nobody looked), and what became of the records, for people (empty if there is
 * nothing to say).
 */
public record Expected(
    Map<CellId, Map<String, JsonNode>> cells,
    Map<CellId, Long> events,
    Set<CellId> hidden,
    Map<String, Long> repeats,
    String remark) {

  /** Cells, the one with most events first. */
  public Stream<CellId> byEvents() {
    return events.entrySet().stream()
        .sorted(Map.Entry.<CellId, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey);
  }

  /** Whether cells of a question's key and size are hidden. */
  boolean hides(Question question) {
    return hidden.stream()
        .anyMatch(
            cell ->
                cell.view().equals(question.view())
                    && cell.every().equals(question.every())
                    && cell.key().equals(question.key()));
  }

  /** Rows without those of cells that are hidden. */
  public List<Row> visible(List<Row> rows) {
    return rows.stream().filter(row -> !hidden.contains(row.cell())).toList();
  }

  /** Gathers cells one by one. */
  static final class Builder {
    private final Map<CellId, Map<String, JsonNode>> cells = new HashMap<>();
    private final Map<CellId, Long> events = new HashMap<>();
    private final Set<CellId> hidden = new java.util.HashSet<>();
    private final Map<String, Long> repeats = new HashMap<>();

    void cell(CellId cell, Map<String, JsonNode> measures, long count) {
      cells.put(cell, measures);
      events.put(cell, count);
    }

    void repeats(String cause, long count) {
      repeats.put(cause, count);
    }

    void hidden(CellId cell) {
      hidden.add(cell);
    }

    Expected build(String remark) {
      return new Expected(cells, events, hidden, repeats, remark);
    }
  }
}
