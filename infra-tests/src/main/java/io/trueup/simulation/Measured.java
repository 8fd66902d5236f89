package io.trueup.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured in histories: faults after which something is done again; live numbers that a
 * recompute found to differ; the events of all answers, and of those that a version is in; answers
 * that were wrong, of all and of those during which the pointer changed; and how old answers were.
 */
record Measured(
    long histories,
    long retries,
    Share differing,
    Judge.Count events,
    Judge.Count eventsAtCut,
    Share wrong,
    Share mixed,
    Ages ages) {

  private static final Measured NONE =
      new Measured(
          0,
          0,
          Share.NONE,
          Judge.Count.NONE,
          Judge.Count.NONE,
          Share.NONE,
          Share.NONE,
          new Ages(List.of(), List.of(), List.of()));

  private static final JsonMapper JSON = new JsonMapper();

  /** Some of all. */
  record Share(long some, long all) {

    static final Share NONE = new Share(0, 0);

    Share plus(Share other) {
      return new Share(some + other.some, all + other.all);
    }
  }

  /**
   * How far behind the present the {@code as_of} of answers is, in milliseconds of virtual time: of
   * those by the newest version, of those after a rollback, and of the latter the cut.
   */
  record Ages(List<Long> free, List<Long> rolledBack, List<Long> cuts) {}

  /** The sum of histories, as they come. */
  static final class Sum {
    private final List<Long> free = new ArrayList<>();
    private final List<Long> rolledBack = new ArrayList<>();
    private final List<Long> cuts = new ArrayList<>();
    private Measured numbers = NONE;

    /** Adds a history; true, as it may go on. */
    boolean add(Measured one) {
      numbers = numbers.plus(one);
      free.addAll(one.ages.free());
      rolledBack.addAll(one.ages.rolledBack());
      cuts.addAll(one.ages.cuts());
      return true;
    }

    Measured measured() {
      return new Measured(
          numbers.histories,
          numbers.retries,
          numbers.differing,
          numbers.events,
          numbers.eventsAtCut,
          numbers.wrong,
          numbers.mixed,
          new Ages(free, rolledBack, cuts));
    }
  }

  /** The sum but for the ages. */
  private Measured plus(Measured other) {
    return new Measured(
        histories + other.histories,
        retries + other.retries,
        differing.plus(other.differing),
        events.plus(other.events),
        eventsAtCut.plus(other.eventsAtCut),
        wrong.plus(other.wrong),
        mixed.plus(other.mixed),
        ages);
  }

  /** As text that another class loader's records read. */
  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("write numbers as JSON", impossible);
    }
  }

  static Measured parse(String json) {
    try {
      return JSON.readValue(json, Measured.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(
          "measured '%s', expected what json() wrote".formatted(json), broken);
    }
  }
}
