package io.trueup.simulation;

import java.util.List;

/**
 * All of the smallest history that what happens next depends on, and its digest: two runs that come
 * to the same place in worlds of one digest go on alike, choice by choice. It is
 *
 * <ul>
 *   <li>the time, and what is due when, in order: {@link Scheduler#digest};
 *   <li>every actor that lives: its name, whether it could go on, whether anybody waits for its
 *       end, and all that it has learned, in order: {@link Actor#memory}. That is what it was begun
 *       with (a step of a true-up: what the execution knew; an invocation: its batch, and all that
 *       its worker had learned before), the answer or the failure of each of its calls ({@link
 *       Looked}), each time at which it went on, what befell it, and what a reader's judge saw of
 *       the world when it asked. An execution learns of a step how it ended and what it answered,
 *       as it is told no more. Code does the same whenever it knows the same: it looks at no clock
 *       but the scheduler's, draws nothing, and shares no memory with another actor but what is
 *       listed here. So this tells where an actor is in its code, and all that it holds;
 *   <li>what is stored, what Firehose has taken, and what was told: {@link Cloud#digest}, with the
 *       pointers that judges remember;
 *   <li>how far each mapping is, what the workers know that are idle, which executions have ended,
 *       and the numbers from which things get their names.
 * </ul>
 *
 * <p>Left out is what no longer changes when choices begin (the stream's records and shards, what
 * is deployed, assets; no fault is drawn, nothing is trimmed or damaged, so that {@link Losses}
 * remembers nothing, and {@link RunJudge} that there was no table when the run began), what nobody
 * reads in this history (when a fleet last ran), counts and sums of what was found, and the
 * product's static fields, which are constants. At the end, all is told by the state when choices
 * end.
 *
 * <p>A digest has 128 bits: of ten million states two are the same by chance with a probability of
 * about 1e-25. If it happened, the second one's runs would be missing, unnoticed.
 */
record World(
    Scheduler scheduler, Cloud cloud, TrueUps trueUps, List<Fleet> fleets, List<Mapping> mappings) {

  Digest digest() {
    return Digest.of(
        scheduler.digest(),
        cloud.digest(),
        trueUps.digest(),
        fleets.stream().map(Fleet::digest).toList(),
        mappings.stream().map(Mapping::digest).toList());
  }
}
