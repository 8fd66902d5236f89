package io.trueup.event;

/** Why an event counts in no view. It is archived as it came and counted by this reason. */
public enum Rejection {
  /** Not one JSON object in UTF-8: malformed, cut short, or a field stands in it twice. */
  NOT_JSON("not_json"),
  /** Nothing tells the event type: the discriminator is absent, no text, or of no type. */
  NO_TYPE("no_type"),
  /** A field is missing, null where that is not allowed, of another type, or out of range. */
  SCHEMA("schema"),
  /** The field that the definition names as id is absent, null or empty. */
  NO_ID("no_id"),
  /** The field that the definition names as event time is absent or null. */
  NO_TIME("no_time"),
  /** The event time lies further after the arrival than the definition allows. */
  FUTURE("future");

  private final String word;

  Rejection(String word) {
    this.word = word;
  }

  /** The word for this reason in ledgers and answers; never changed once released. */
  public String word() {
    return word;
  }
}
