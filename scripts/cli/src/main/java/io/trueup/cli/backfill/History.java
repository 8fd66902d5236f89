package io.trueup.cli.backfill;

import java.util.Map;
import java.util.Optional;

/** Where events of the past come from; read as often as it is opened, with the same events. */
public interface History {

  /** What a person calls it. */
  String name();

  /**
   * What names its content and what is chosen of it, so that it is gone on with where it was left;
   * empty where what was sent shows by itself.
   */
  Optional<String> id();

  Reader open();

  /** The chosen events, in order. For one thread. */
  interface Reader extends AutoCloseable {

    Optional<Past> next();

    /** What was passed over so far: how many by reason. */
    Map<String, Long> passedOver();

    @Override
    void close();
  }
}
