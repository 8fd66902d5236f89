package io.trueup.faults;

/** Decides on each call that passes a proxy. Asked by many threads. */
@FunctionalInterface
public interface Interference {

  Fate of(Call call);
}
