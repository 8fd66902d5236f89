package io.trueup.archive;

import io.trueup.consume.Effect;
import io.trueup.consume.Taken;
import io.trueup.port.Delivery;
import io.trueup.port.Objects;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ArchiveLine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The archive's effect: each record becomes one line with its provenance. Lines are packed into
 * parcels as large as the delivery stream takes, so that none is billed for a small record's 5 KB;
 * a line that no parcel holds becomes an object of its own. Carried out again, the same lines are
 * archived again: readers count each position once.
 */
public final class Archiving implements Effect {

  private final Delivery delivery;
  private final Objects objects;

  public Archiving(Delivery delivery, Objects objects) {
    this.delivery = delivery;
    this.objects = objects;
  }

  @Override
  public void apply(String shard, List<Taken> records) {
    List<byte[]> parcels = new ArrayList<>();
    ByteArrayOutputStream parcel = new ByteArrayOutputStream();
    for (Taken taken : records) {
      byte[] line = line(shard, taken).line();
      if (line.length > Delivery.LARGEST) {
        writeAlone(shard, taken, line);
        continue;
      }
      if (parcel.size() + line.length > Delivery.LARGEST) {
        parcels.add(parcel.toByteArray());
        parcel.reset();
      }
      parcel.writeBytes(line);
    }
    if (parcel.size() > 0) {
      parcels.add(parcel.toByteArray());
    }
    delivery.deliver(parcels);
  }

  private static ArchiveLine line(String shard, Taken taken) {
    return new ArchiveLine(
        shard, taken.record().position(), taken.epoch(), taken.arrival(), taken.record().data());
  }

  /** The key depends on the record alone, so that a repeated attempt replaces its own object. */
  private void writeAlone(String shard, Taken taken, byte[] line) {
    objects.write(
        "%slarge-%s-%s-%d.gz"
            .formatted(
                ArchiveHour.folder("archive/", taken.arrival()),
                shard,
                taken.record().position().sequence(),
                taken.record().position().index()),
        ArchiveLine.object(line));
  }
}
