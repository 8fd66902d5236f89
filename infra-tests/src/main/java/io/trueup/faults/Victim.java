package io.trueup.faults;

/** What a fault may kill, by SIGKILL. */
public interface Victim {

  String name();

  /** Returns when it is dead. */
  void kill();
}
