package io.trueup.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.faults.ArchiveObjects;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** How many records stand in an object of the archive, by shard and epoch as "SHARD EPOCH". */
record ArchivedRecords(Map<String, Long> counts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static ArchivedRecords of(ArchiveObjects archive, String key) {
    Map<String, Long> counts = new TreeMap<>();
    lines(archive, key).forEach(line -> counts.merge(place(line), 1L, Long::sum));
    return new ArchivedRecords(counts);
  }

  /** When each flight arrived, in milliseconds since 1970; a line that stands twice counts once. */
  static Collection<Long> arrivals(ArchiveObjects archive) {
    Map<String, Long> arrivals = new TreeMap<>();
    for (String key : archive.sizes().keySet()) {
      for (JsonNode line : lines(archive, key)) {
        if (line.path("event").has("departure")) {
          arrivals.put(
              "%s %s %s".formatted(line.get("shard"), line.get("seq"), line.get("sub")),
              line.required("arrival").longValue());
        }
      }
    }
    return arrivals.values();
  }

  /** How many lines of all objects stand beside an equal one. */
  static long duplicates(ArchiveObjects archive) {
    Set<String> positions = new HashSet<>();
    long lines = 0;
    for (String key : archive.sizes().keySet()) {
      for (JsonNode line : lines(archive, key)) {
        lines++;
        positions.add("%s %s %s".formatted(line.get("shard"), line.get("seq"), line.get("sub")));
      }
    }
    return lines - positions.size();
  }

  private static List<JsonNode> lines(ArchiveObjects archive, String key) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(archive.read(key))),
                StandardCharsets.UTF_8))) {
      List<JsonNode> parsed = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        parsed.add(JSON.readTree(line));
      }
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException("read of " + key, e);
    }
  }

  /** What a report says that lacks. */
  static ArchivedRecords missing(JsonNode report) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode gap : report.required("missing")) {
      long lack = gap.required("expected").longValue() - gap.required("found").longValue();
      counts.merge(place(gap), lack, Long::sum);
    }
    return new ArchivedRecords(counts);
  }

  private static String place(JsonNode at) {
    return at.required("shard").textValue() + " " + at.required("epoch").longValue();
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
