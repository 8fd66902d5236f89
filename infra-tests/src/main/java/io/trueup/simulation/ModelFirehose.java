package io.trueup.simulation;

import io.trueup.port.Delivery;
import io.trueup.port.Zip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The model of Firehose: it buffers what it took, and writes it at least once, later. */
final class ModelFirehose implements Delivery {

  private static final int BUFFERED = 4_000;
  private static final int LATE = 20_000;

  private final Scheduler scheduler;
  private final Turns calls;
  private final Faults faults;
  private final Dice dice;
  private final ModelObjects archive;
  private final List<byte[]> waiting = new ArrayList<>();
  private int objects;

  ModelFirehose(Scheduler scheduler, Turns calls, Faults faults, Dice dice, ModelObjects archive) {
    this.scheduler = scheduler;
    this.calls = calls;
    this.faults = faults;
    this.dice = dice;
    this.archive = archive;
  }

  @Override
  public void deliver(List<byte[]> parcels) {
    for (byte[] parcel : parcels) {
      calls.write("deliver", () -> take(parcel));
    }
  }

  private boolean take(byte[] parcel) {
    if (waiting.isEmpty()) {
      scheduler.after(dice.from(50, BUFFERED), "flush", this::flush);
    }
    return waiting.add(parcel);
  }

  /** What it has taken and not written, and the names of what it writes next. */
  Digest digest() {
    return Digest.of(waiting, objects, dice.digest());
  }

  private void flush() {
    String name = "object " + objects++;
    byte[] content = Zip.gzip(waiting);
    waiting.clear();
    if (faults.happens(Fault.LOST_OBJECT, name, 0.02)) {
      return;
    }
    if (faults.happens(Fault.LATE_OBJECT, name, 0.06)) {
      scheduler.after(dice.from(BUFFERED, LATE), () -> write(name, content));
    } else {
      write(name, content);
    }
    if (faults.happens(Fault.TWICE_ARCHIVED, name, 0.15)) {
      scheduler.after(dice.from(0, LATE), () -> write(name + " again", content));
    }
  }

  private void write(String name, byte[] content) {
    String key = "archive/2026/03/01/12/%s.gz".formatted(name.replace(' ', '-'));
    if (faults.happens(Fault.TORN_OBJECT, name, 0.04)) {
      archive.put(key, Arrays.copyOf(content, dice.from(0, content.length)));
      if (!faults.happens(Fault.LOST_OBJECT, name, 0.2)) {
        scheduler.after(dice.from(1_000, LATE), () -> archive.put(key, content));
      }
    } else {
      archive.put(key, content);
    }
  }
}
