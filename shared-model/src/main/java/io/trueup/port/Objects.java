package io.trueup.port;

import java.io.InputStream;
import java.util.List;

/** The objects of one bucket, by key. Listing is consistent. Safe for many threads. */
public interface Objects {

  /** The keys under a prefix, in order. */
  default List<String> list(String prefix) {
    return list(prefix, "");
  }

  /** The keys under a prefix that come after another one, which may be of no object; in order. */
  List<String> list(String prefix, String after);

  /** An object's bytes; the caller closes the stream. Fails when there is no such object. */
  InputStream read(String key);

  void write(String key, byte[] content);
}
