package io.trueup.faults;

import java.util.Arrays;

/** An object of the archive of which only the first half is there, until this is closed. */
public final class TruncatedObject implements AutoCloseable {

  private final ArchiveObjects archive;
  private final String key;
  private final byte[] whole;

  public TruncatedObject(ArchiveObjects archive, String key) {
    this.archive = archive;
    this.key = key;
    this.whole = archive.read(key);
    archive.write(key, Arrays.copyOf(whole, whole.length / 2));
  }

  @Override
  public void close() {
    archive.write(key, whole);
  }
}
