package io.trueup.trueup;

import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.MissingBeats;
import io.trueup.store.Pointer;
import io.trueup.store.ShardMap;
import io.trueup.time.Epochs;
import io.trueup.time.Span;

/**
 * A look at a deployment for what a person has to hear of before answers suffer. Beats are {@code
 * heartbeat} apart. Reads the control table alone.
 */
record Watch(Table control, Epochs epochs, Span heartbeat) {

  /** As of a time in milliseconds. */
  Signs look(long now) {
    // An older pointer says a larger age than there is: the next look has the newer one.
    long cut = Pointer.read(control).cut();
    ShardMap shards = ShardMap.read(control);
    Ledger counted = new Ledger(control, Layer.SPEED);
    Ledger archived = new Ledger(control, Layer.ARCHIVE);
    long age =
        Heads.read(shards, counted)
            .firstLive(cut, counted)
            .map(epoch -> Math.max(0, now - epochs.start(epoch)))
            .orElse(0L);
    return new Signs(
        age / 1_000, MissingBeats.of(Heads.read(shards, archived), archived, heartbeat));
  }
}
