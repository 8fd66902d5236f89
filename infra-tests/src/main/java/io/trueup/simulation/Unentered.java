package io.trueup.simulation;

import io.trueup.consume.Effect;
import io.trueup.consume.Repeats;
import io.trueup.consume.Taken;
import io.trueup.store.Tenure;
import java.util.List;
import java.util.function.BooleanSupplier;

/** An effect that is carried out, and at times does not come to its ledger entry. */
record Unentered(Effect effect, BooleanSupplier fails) implements Effect {

  @Override
  public void apply(String shard, List<Taken> records) {
    effect.apply(shard, records);
    if (fails.getAsBoolean()) {
      throw new Unavailable("enter");
    }
  }

  @Override
  public Repeats repeats(Tenure definition) {
    return effect.repeats(definition);
  }
}
