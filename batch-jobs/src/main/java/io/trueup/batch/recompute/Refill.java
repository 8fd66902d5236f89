package io.trueup.batch.recompute;

import io.trueup.event.Position;
import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.time.Epochs;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Archives anew, from what the stream still keeps, the records of one ledger entry, whatever of
 * them the archive has: each counts once by its position. The lines are those that the archive
 * function wrote. For one thread.
 */
final class Refill implements Consumer<Replay.Kept> {

  /** The bytes of lines in an object, about: what is held in memory at once. */
  private static final int LARGEST = 16 << 20;

  private final LedgerEntry entry;
  private final Epochs epochs;
  private final Objects archive;
  private final String prefix;
  private final List<String> written = new ArrayList<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private String first = "";
  private long arrival;
  private Standing standing = Standing.BEFORE;

  private enum Standing {
    BEFORE,
    WITHIN,
    /** The stream has lost the first record, from which all arrivals of the epoch follow. */
    LOST
  }

  private Refill(LedgerEntry entry, long before, Epochs epochs, Objects archive, String prefix) {
    this.entry = entry;
    this.arrival = before;
    this.epochs = epochs;
    this.archive = archive;
    this.prefix = "%s%s/".formatted(folder(prefix, entry.epoch()), entry.shard());
  }

  /** Where the objects of an epoch stand: in the order of epochs. */
  static String folder(String prefix, long epoch) {
    return "%srefilled/%012d/".formatted(prefix, epoch);
  }

  /** Whether an object was read from the stream again. */
  static boolean isIn(String prefix, String key) {
    return key.startsWith(prefix + "refilled/");
  }

  /**
   * The keys of the objects under the archive's prefix that now hold the entry's records, as far as
   * the stream has them; none when it has lost any, which it does in their order. The same records
   * make the same objects.
   */
  static List<String> of(
      LedgerEntry entry,
      Ledger ledger,
      Replay stream,
      Epochs epochs,
      Objects archive,
      String prefix) {
    long before = ledger.arrivalBefore(entry.shard());
    Refill refill = new Refill(entry, before, epochs, archive, prefix);
    stream.read(entry.shard(), entry.first().sequence(), entry.applied().sequence(), refill);
    refill.write();
    return refill.written;
  }

  @Override
  public void accept(Replay.Kept record) {
    Position position = new Position(record.sequence(), record.index());
    if (position.compareTo(entry.first()) < 0 || position.compareTo(entry.applied()) > 0) {
      return;
    }
    if (standing == Standing.BEFORE) {
      standing = position.equals(entry.first()) ? Standing.WITHIN : Standing.LOST;
    }
    if (standing == Standing.LOST) {
      return;
    }
    // An epoch begins with the record that raises its shard's arrival into it, or with its shard.
    arrival = Math.max(arrival, record.arrived());
    if (epochs.of(arrival) != entry.epoch()) {
      throw new IllegalStateException(
          "refill of shard %s, epoch %d: the record at %s arrived at %d, expected a time in it"
              .formatted(entry.shard(), entry.epoch(), position.text(), arrival));
    }
    first = lines.size() == 0 ? position.text() : first;
    lines.writeBytes(
        new ArchiveLine(entry.shard(), position, entry.epoch(), arrival, record.data()).line());
    if (lines.size() >= LARGEST) {
      write();
    }
  }

  private void write() {
    if (lines.size() == 0) {
      return;
    }
    String key = prefix + first + ".gz";
    archive.write(key, ArchiveLine.object(lines.toByteArray()));
    written.add(key);
    lines.reset();
  }
}
