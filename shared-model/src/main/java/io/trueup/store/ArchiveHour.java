package io.trueup.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The folder of the archive that objects of an hour stand in, by the time they are written at. */
public final class ArchiveHour {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH").withZone(ZoneOffset.UTC);

  private ArchiveHour() {}

  /** The folder of a time, in milliseconds since 1970, as {@code archive/2026/03/01/12/}. */
  public static String folder(String prefix, long millis) {
    return prefix + HOUR.format(Instant.ofEpochMilli(millis)) + "/";
  }
}
