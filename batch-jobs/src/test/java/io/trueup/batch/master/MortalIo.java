package io.trueup.batch.master;

import com.google.common.collect.Iterables;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.OutputFile;

/**
 * Local files by a process that dies: after so many files it neither writes nor deletes any, until
 * it is revived. One for all of this process, as Spark's tasks make copies. It lists as S3 does:
 * all names that begin with a text, which need not end at a folder's end.
 */
public final class MortalIo extends HadoopFileIO {

  private static final long serialVersionUID = 1;

  private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

  static void dieAfter(int files) {
    LEFT.set(files);
  }

  static void revive() {
    LEFT.set(Integer.MAX_VALUE);
  }

  static boolean isDead() {
    return LEFT.get() < 0;
  }

  @Override
  public OutputFile newOutputFile(String path) {
    if (LEFT.decrementAndGet() < 0) {
      throw new IllegalStateException("write %s: the process has died".formatted(path));
    }
    return super.newOutputFile(path);
  }

  @Override
  public void deleteFile(String path) {
    if (isDead()) {
      throw new IllegalStateException("delete %s: the process has died".formatted(path));
    }
    super.deleteFile(path);
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    String folder = prefix.substring(0, prefix.lastIndexOf('/'));
    return Iterables.filter(
        super.listPrefix(folder), file -> file.location().replace("file:", "").startsWith(prefix));
  }
}
