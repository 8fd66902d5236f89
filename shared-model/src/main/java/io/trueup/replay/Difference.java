package io.trueup.replay;

/**
 * A delta of the hot table that is not what the speed code makes of the archive: of which view, key
 * and bucket (its first millisecond), and of which stretch.
 */
public record Difference(Kind kind, String view, String key, long bucket, Stretch stretch) {

  /** How it differs. */
  public enum Kind {
    /** It is not there. */
    LACKING,
    /** It says something else, or can't be read. */
    DIFFERENT,
    /** It is there, and no record explains it. */
    SURPLUS
  }
}
