package io.trueup.port;

/** What must hold of the stored item for a write to be carried out. */
public sealed interface Condition {

  /** No item has the key. */
  record Absent() implements Condition {}

  /** The stored item's attribute equals the value. */
  record Equal(String attribute, Value value) implements Condition {}
}
