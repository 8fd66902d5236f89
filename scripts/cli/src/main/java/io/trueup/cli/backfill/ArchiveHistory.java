package io.trueup.cli.backfill;

import io.trueup.cli.Failure;
import io.trueup.cli.Progress;
import io.trueup.definition.Pipeline;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Rejection;
import io.trueup.event.StreamRecord;
import io.trueup.port.Objects;
import io.trueup.port.Table;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ArchiveLines;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The records of the archive that were rejected for one reason by the definition that their ledger
 * entry counted them by, that are accepted if they arrive now, and whose time is in a period. Left
 * out is what counts without being sent again: a record that the definition of now accepts as it
 * came is in its first version, and one of whose type and id the archive has an accepted record was
 * sent again already. The archive is read twice; the chosen records are held in memory.
 */
public final class ArchiveHistory implements History {

  private static final String PREFIX = "archive/";

  private record Identity(String type, String id) {

    static Identity of(Event event) {
      return new Identity(event.type().name(), event.id());
    }
  }

  /** A record that may be sent again, and what it is if it arrives now. */
  private record Candidate(ArchiveLine line, Event event) {}

  private final Objects archive;
  private final Library library;
  private final Ledger ledger;
  private final EventReader reader;
  private final Rejection reason;
  private final Period period;
  private final long now;
  private final Progress progress;
  private final Epochs epochs;
  private final Map<String, EventReader> readers = new HashMap<>();
  private final Map<String, Map<Long, LedgerEntry>> entries = new HashMap<>();
  private final Map<String, Long> passedOver = new TreeMap<>();
  private final List<Past> chosen;

  /** Reads the archive; {@code pipeline} is the definition deployed. */
  public ArchiveHistory(
      Objects archive,
      Table control,
      Library library,
      Pipeline pipeline,
      Rejection reason,
      Period period,
      Clock clock,
      Progress progress) {
    this.archive = archive;
    this.library = library;
    this.ledger = new Ledger(control, Layer.ARCHIVE);
    this.reader = new EventReader(pipeline);
    this.reason = reason;
    this.period = period;
    this.now = clock.millis();
    this.progress = progress;
    this.epochs = new Epochs(library.inForce().epoch());
    this.chosen = find();
  }

  private List<Past> find() {
    Map<Identity, Candidate> candidates = new LinkedHashMap<>();
    forEachLine(line -> consider(line, candidates));
    if (!candidates.isEmpty()) {
      forEachLine(line -> dropIfAccepted(line, candidates));
    }
    List<Candidate> inOrder = new ArrayList<>(candidates.values());
    inOrder.sort(
        Comparator.comparing(
            Candidate::line,
            Comparator.comparingLong(ArchiveLine::epoch)
                .thenComparing(ArchiveLine::shard)
                .thenComparing(ArchiveLine::position)));
    List<Past> past = new ArrayList<>(inOrder.size());
    for (Candidate each : inOrder) {
      past.add(new Past(past.size() + 1L, each.line().data(), each.event()));
    }
    return past;
  }

  private void forEachLine(Consumer<ArchiveLine> each) {
    long read = 0;
    List<String> objects = archive.list(PREFIX);
    for (String object : objects) {
      try (ArchiveLines lines = new ArchiveLines(object, archive.read(object), epochs)) {
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
          each.accept(line.get());
        }
        lines
            .flaw()
            .ifPresent(
                flaw -> {
                  throw Failure.wrong(
                      "%s line %d: %s, expected archive lines alone: a true-up says more",
                      flaw.object(), flaw.line(), flaw.problem());
                });
      }
      read++;
      progress.now("%,d of %,d objects of the archive read", read, objects.size());
    }
  }

  private void consider(ArchiveLine line, Map<Identity, Candidate> candidates) {
    LedgerEntry entry = entries(line.shard()).get(line.epoch());
    if (entry == null
        || entry.tally().count(Tally.REJECTED + reason.word()) == 0
        || !isRejected(line, entry)) {
      return;
    }
    if (!(read(reader, line, now) instanceof Intake.Accepted accepted)) {
      passOver("still_rejected");
    } else if (!period.has(accepted.event())) {
      passOver("outside_range");
    } else if (read(reader, line, line.arrival()) instanceof Intake.Accepted) {
      passOver("counted_as_it_came");
    } else {
      Candidate next = new Candidate(line, accepted.event());
      Candidate before = candidates.putIfAbsent(Identity.of(accepted.event()), next);
      if (before != null && !before.line().position().equals(line.position())) {
        passOver("repeated");
      }
    }
  }

  private boolean isRejected(ArchiveLine line, LedgerEntry entry) {
    String counting = entry.counting().orElseGet(() -> library.inForce().first().fingerprint());
    EventReader counted =
        readers.computeIfAbsent(
            counting,
            name -> new EventReader(library.load(library.inForce().named(name).orElseThrow())));
    return read(counted, line, line.arrival()) instanceof Intake.Rejected rejected
        && rejected.reason() == reason;
  }

  private void dropIfAccepted(ArchiveLine line, Map<Identity, Candidate> candidates) {
    if (read(reader, line, line.arrival()) instanceof Intake.Accepted accepted
        && candidates.remove(Identity.of(accepted.event())) != null) {
      passOver("sent_again_already");
    }
  }

  private static Intake read(EventReader reader, ArchiveLine line, long arrival) {
    return reader.read(new StreamRecord(line.position(), arrival, line.data()), arrival);
  }

  private Map<Long, LedgerEntry> entries(String shard) {
    return entries.computeIfAbsent(
        shard,
        any -> {
          Map<Long, LedgerEntry> byEpoch = new HashMap<>();
          ledger.entries(shard, 0, Ledger.END).forEach(it -> byEpoch.put(it.epoch(), it));
          return byEpoch;
        });
  }

  private void passOver(String why) {
    passedOver.merge(why, 1L, Long::sum);
  }

  @Override
  public String name() {
    return "the archive's records rejected as " + reason.word();
  }

  @Override
  public Optional<String> id() {
    return Optional.empty();
  }

  @Override
  public Reader open() {
    Iterator<Past> left = chosen.iterator();
    return new Reader() {
      @Override
      public Optional<Past> next() {
        return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
      }

      @Override
      public Map<String, Long> passedOver() {
        return passedOver;
      }

      @Override
      public void close() {
        // The chosen records stay for the next reading.
      }
    };
  }
}
