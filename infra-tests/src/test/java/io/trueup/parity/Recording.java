package io.trueup.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Pipeline;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A stretch of a stream with several shards: its records, in the order of their arrival. */
record Recording(List<ArchiveLine> records) {

  /** Of several records with one id the first in this order counts. */
  private static final Comparator<ArchiveLine> FIRST =
      Comparator.comparingLong(ArchiveLine::epoch)
          .thenComparing(ArchiveLine::position)
          .thenComparing(ArchiveLine::shard);

  Recording {
    records = List.copyOf(records);
  }

  /** The one of an example pipeline. */
  static Recording of(String pipeline) throws IOException {
    Path file = Path.of("src/test/resources/parity", pipeline + ".jsonl");
    List<ArchiveLine> records = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      records.add(ArchiveLine.parse(line.getBytes(UTF_8)));
    }
    return new Recording(records);
  }

  List<StreamRecord> on(String shard) {
    return records.stream()
        .filter(line -> line.shard().equals(shard))
        .map(Recording::streamed)
        .toList();
  }

  /** The last epoch, of which there are heartbeats alone, on every shard. */
  long end() {
    return records.stream().mapToLong(ArchiveLine::epoch).max().orElseThrow();
  }

  /** An epoch before which half of the records have arrived. */
  long middle() {
    return records.get(records.size() / 2).epoch();
  }

  /** What repeats another record. */
  record Repeat(String type, String id, String shard, long arrival) {

    boolean isSeenAfter(Repeat earlier, long window) {
      return type.equals(earlier.type)
          && id.equals(earlier.id)
          && shard.equals(earlier.shard)
          && arrival - earlier.arrival <= window;
    }
  }

  /**
   * The same without the repeats that only the batch layer finds: those that come when the window
   * of what is left here is over, or on another shard. Live numbers of it should be exact.
   */
  Recording withoutUnseenRepeats(Pipeline pipeline) {
    EventReader reader = new EventReader(pipeline);
    Set<List<String>> known = new HashSet<>();
    List<Repeat> seen = new ArrayList<>();
    Set<ArchiveLine> left = new HashSet<>();
    for (ArchiveLine line : records.stream().sorted(FIRST).toList()) {
      if (!(reader.read(streamed(line), line.arrival()) instanceof Intake.Accepted accepted)) {
        left.add(line);
        continue;
      }
      Event event = accepted.event();
      Repeat repeat = new Repeat(event.type().name(), event.id(), line.shard(), line.arrival());
      long window = event.type().window().toMillis();
      if (known.add(List.of(repeat.type(), repeat.id()))
          || seen.stream().anyMatch(earlier -> repeat.isSeenAfter(earlier, window))) {
        seen.add(repeat);
        left.add(line);
      }
    }
    return new Recording(records.stream().filter(left::contains).toList());
  }

  private static StreamRecord streamed(ArchiveLine line) {
    return new StreamRecord(line.position(), line.arrival(), line.data());
  }
}
