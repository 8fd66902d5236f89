package io.trueup.faults;

/** An object of the archive that stands there under a second key too, until this is closed. */
public final class DuplicatedObject implements AutoCloseable {

  private final ArchiveObjects archive;
  private final String copy;

  public DuplicatedObject(ArchiveObjects archive, String key) {
    this.archive = archive;
    this.copy = key + "-again.gz";
    archive.write(copy, archive.read(key));
  }

  @Override
  public void close() {
    archive.delete(copy);
  }
}
