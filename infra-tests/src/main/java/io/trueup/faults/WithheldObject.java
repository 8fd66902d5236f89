package io.trueup.faults;

/** An object of the archive that lies where no reader looks, until this is closed. */
public final class WithheldObject implements AutoCloseable {

  private static final String AWAY = "withheld/";

  private final ArchiveObjects archive;
  private final String key;

  public WithheldObject(ArchiveObjects archive, String key) {
    this.archive = archive;
    this.key = key;
    archive.write(AWAY + key, archive.read(key));
    archive.delete(key);
  }

  @Override
  public void close() {
    archive.write(key, archive.read(AWAY + key));
    archive.delete(AWAY + key);
  }
}
