package io.trueup.simulation;

import io.trueup.consume.Effect;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.store.Layer;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stream keeps no longer. In some histories its oldest records go now and then, when both
 * layers have read them; in some of these one layer is also dead until records have gone that the
 * other one has read, and it has not.
 */
final class Retention {

  /** Longer than anything of an attempt lands after it was given up, in milliseconds. */
  private static final long LATEST = 20_500;

  /** How long a layer fails before it is dead. */
  private static final int DYING = 6_000;

  private static final int TRIMS = 4;
  private static final int OLDEST = 15_000;

  private final Scheduler scheduler;
  private final ModelStream stream;
  private final Cloud cloud;
  private final Dice dice;
  private final Sort sort;
  private final int length;
  private final Set<Position> lost = new HashSet<>();

  /** What records go before. */
  enum Sort {
    /** They are kept as long as the history takes. */
    NONE,
    READ,
    BEFORE_SPEED,
    BEFORE_ARCHIVE;

    static final String PLACE = "of the history";

    static Sort of(Faults faults) {
      if (!faults.happens(Fault.TRIMMED, PLACE, 0.15)) {
        return NONE;
      } else if (faults.happens(Fault.TRIMMED_BEFORE_SPEED, PLACE, 0.35)) {
        return BEFORE_SPEED;
      }
      return faults.happens(Fault.TRIMMED_BEFORE_ARCHIVE, PLACE, 0.5) ? BEFORE_ARCHIVE : READ;
    }

    /** The layer that loses records. */
    Optional<Layer> loser() {
      return switch (this) {
        case NONE, READ -> Optional.empty();
        case BEFORE_SPEED -> Optional.of(Layer.SPEED);
        case BEFORE_ARCHIVE -> Optional.of(Layer.ARCHIVE);
      };
    }
  }

  Retention(
      Scheduler scheduler, ModelStream stream, Cloud cloud, Dice dice, Sort sort, int length) {
    this.scheduler = scheduler;
    this.stream = stream;
    this.cloud = cloud;
    this.dice = dice;
    this.sort = sort;
    this.length = length;
  }

  /** Whether records go at all. */
  boolean isShort() {
    return sort != Sort.NONE;
  }

  /** When a layer is dead, if it is to lose records. */
  Optional<Fleet.Outage> outage(Layer layer) {
    long from = History.START + dice.of("outage").from(5_000, length / 2);
    long to = from + LATEST + dice.of("outage's end").from(3_000, 20_000);
    return sort.loser().filter(layer::equals).map(any -> new Fleet.Outage(from, to));
  }

  /**
   * A layer's effect: in some histories one that is about to be dead for long already fails after
   * everything but its ledger, so that what it lacks there is in deltas, or archived, all the same.
   */
  Effect of(Layer layer, Effect effect) {
    return outage(layer)
        .filter(any -> dice.of("unentered").unit() < 0.5)
        .<Effect>map(outage -> new Unentered(effect, () -> isJustBefore(outage)))
        .orElse(effect);
  }

  private boolean isJustBefore(Fleet.Outage outage) {
    return outage.from() - DYING <= scheduler.now() && scheduler.now() < outage.to();
  }

  /** Has records go from now on. */
  void begin(Map<Layer, Fleet> fleets) {
    if (!isShort()) {
      return;
    }
    for (int i = 0; i < TRIMS; i++) {
      scheduler.after(dice.from(0, length), this::trimRead);
    }
    fleets.forEach(
        (layer, fleet) ->
            outage(layer)
                .map(outage -> outage.to() - 1 - scheduler.now())
                .ifPresent(after -> scheduler.after(after, () -> trimBefore(layer, fleet))));
  }

  /** Whether a layer has never been given a record. */
  boolean isLost(Layer layer, Arrived record) {
    return sort.loser().filter(layer::equals).isPresent() && lost.contains(record.position());
  }

  /** The records that a layer was given, or may have been, of some. */
  List<Arrived> givenTo(Layer layer, List<Arrived> arrived) {
    return arrived.stream().filter(each -> !isLost(layer, each)).toList();
  }

  private void trimRead() {
    long horizon = scheduler.now() - dice.from(0, OLDEST);
    for (ModelStream.ModelShard shard : stream.all()) {
      int read = Math.min(read(Layer.SPEED, shard), read(Layer.ARCHIVE, shard));
      shard.trim(whole(shard, Math.min(read, before(horizon, shard))));
    }
  }

  private void trimBefore(Layer loser, Fleet fleet) {
    Layer other = loser == Layer.SPEED ? Layer.ARCHIVE : Layer.SPEED;
    long horizon = scheduler.now() - dice.from(0, OLDEST);
    for (ModelStream.ModelShard shard : stream.all()) {
      if (fleet.quietSince(shard.shard.id()) + LATEST > scheduler.now()) {
        continue;
      }
      int read = read(loser, shard);
      int first = whole(shard, Math.min(read(other, shard), before(horizon, shard)));
      while (first > read && !beginsAlike(shard, first)) {
        first = whole(shard, first - 1);
      }
      for (int i = read; i < first; i++) {
        lost.add(shard.records.get(i).position());
      }
      shard.trim(first);
    }
  }

  /**
   * Whether who has not seen the records before one knows its arrival. Else the layers would tell
   * its epoch, and so on which side of a cut it is, otherwise: it takes a clock that steps back
   * just where the stream's records begin, and is the one thing that the protocol leaves open.
   */
  private boolean beginsAlike(ModelStream.ModelShard shard, int first) {
    Position before = shard.records.get(first - 1).position();
    long arrival =
        stream.arrived().stream()
            .filter(each -> each.position().equals(before))
            .findFirst()
            .orElseThrow()
            .arrival();
    return shard.records.get(first).arrived() >= arrival;
  }

  /** As many records or fewer, so that whole Kinesis records go, and never a shard's last one. */
  private static int whole(ModelStream.ModelShard shard, int most) {
    List<StreamRecord> records = shard.records;
    int whole = Math.min(most, records.size() - 1);
    while (whole > 0
        && records.get(whole).position().sequence().equals(sequence(records, whole - 1))) {
      whole--;
    }
    return Math.max(0, whole);
  }

  private static BigInteger sequence(List<StreamRecord> records, int place) {
    return records.get(place).position().sequence();
  }

  /** How many records of a shard a layer has wholly processed. */
  private int read(Layer layer, ModelStream.ModelShard shard) {
    Position head = cloud.heads(layer).get(shard.shard.id());
    int read = 0;
    while (head != null
        && read < shard.records.size()
        && shard.records.get(read).position().compareTo(head) <= 0) {
      read++;
    }
    return read;
  }

  /** How many of a shard's first records came before a time. */
  private static int before(long horizon, ModelStream.ModelShard shard) {
    int before = 0;
    while (before < shard.records.size() && shard.records.get(before).arrived() < horizon) {
      before++;
    }
    return before;
  }
}
