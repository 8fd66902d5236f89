package io.trueup.port;

import java.io.InputStream;
import java.util.List;

/** The objects of one bucket, by key. Listing is consistent. Safe for many threads. */
public interface Objects {

  /** The keys under a prefix, in order. */
  List<String> list(String prefix);

  /** An object's bytes; the caller closes the stream. Fails when there is no such object. */
  InputStream read(String key);

  void write(String key, byte[] content);
}
