package io.trueup.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.trueup.port.MemoryDelivery;
import io.trueup.store.ArchiveLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Parcels, read as the archive's readers read them: line by line. */
final class Parcels {

  private Parcels() {}

  static List<ArchiveLine> lines(MemoryDelivery delivery) {
    List<ArchiveLine> lines = new ArrayList<>();
    delivery.taken().forEach(parcel -> lines.addAll(lines(parcel)));
    return lines;
  }

  static List<ArchiveLine> lines(byte[] content) {
    String text = new String(content, ISO_8859_1);
    if (!text.endsWith("\n")) {
      throw new AssertionError("no line break at the end of " + text.length() + " bytes");
    }
    List<ArchiveLine> lines = new ArrayList<>();
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      try {
        lines.add(ArchiveLine.parse(line.getBytes(ISO_8859_1)));
      } catch (IOException broken) {
        throw new UncheckedIOException(line, broken);
      }
    }
    return lines;
  }
}
