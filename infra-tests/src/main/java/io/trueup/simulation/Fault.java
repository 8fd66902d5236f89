package io.trueup.simulation;

/** What goes wrong in a history, or is odd in it. */
enum Fault {
  /** A call is not taken. */
  THROTTLE,
  /** A write is carried out and its answer gets lost. */
  LOST_ANSWER,
  /** An actor dies before a call. */
  CRASH,
  /** An actor dies right after a write. */
  CRASH_AFTER,
  /** An actor is given up and goes on later. */
  ZOMBIE,
  /** An actor dies in a write, which is carried out later. */
  LATE_WRITE,
  /** An actor waits long at a call and is not given up. */
  SLOW,
  /** A batch that succeeded is delivered again. */
  REDELIVERY,
  /** A batch that failed is delivered in other groups. */
  REGROUPED,
  /** Time runs short in the middle of a batch. */
  TIMEOUT,
  /** An invocation comes to a worker that knows nothing. */
  NEW_WORKER,
  /** An archive object is written twice. */
  TWICE_ARCHIVED,
  /** An archive object is late. */
  LATE_OBJECT,
  /** An archive object is cut short, until it is mended. */
  TORN_OBJECT,
  /** An archive object is never written, or stays as it was cut short. */
  LOST_OBJECT,
  /** Arrival times step back. */
  CLOCK_STEP,
  /** An event is late by up to a month. */
  LATE_EVENT,
  /** A producer sends the id of another event. */
  REPEAT,
  /** A record is no event. */
  MALFORMED,
  /** An event lies too far ahead, or just not. */
  AHEAD,
  /** A shard is split. */
  SPLIT,
  /** Two shards are merged. */
  MERGE,
  /** The speed layer is not invoked for epochs. */
  SPEED_DEAD,
  /** The archive layer is not invoked for epochs. */
  ARCHIVE_DEAD,
  /** The stream no longer keeps records that both layers have read. */
  TRIMMED,
  /** The stream no longer keeps records that the speed layer has not read. */
  TRIMMED_BEFORE_SPEED,
  /** The stream no longer keeps records that the archive layer has not read. */
  TRIMMED_BEFORE_ARCHIVE,
  /** A hot delta holds what no record explains. */
  DAMAGED_DELTA,
  /** A true-up begins while another one may run. */
  TWO_TRUE_UPS,
  /** A true-up recomputes all, whatever is due. */
  FULL,
  /** A true-up is to swap nothing. */
  DRY_RUN,
  /** An execution is stopped, and the step that it was in is carried out later. */
  STOPPED,
  /** An operator rolls back, and resumes. */
  ROLLBACK,
  /** Another definition is deployed. */
  CHANGED,
  /** A step of a true-up comes to a worker of the deployment before. */
  OLD_WORKER
}
