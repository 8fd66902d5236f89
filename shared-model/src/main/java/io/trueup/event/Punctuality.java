package io.trueup.event;

/** Whether an event came while its bucket was open, and a while after, or when it was over. */
public enum Punctuality {
  ON_TIME,
  /** By {@link io.trueup.definition.Lateness}. It counts like any other. */
  LATE
}
