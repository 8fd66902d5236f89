package io.trueup.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory. */
public final class MemoryObjects implements Objects {

  private final ConcurrentSkipListMap<String, byte[]> objects =
      new ConcurrentSkipListMap<>(KeyOrder.BY_BYTES);

  @Override
  public List<String> list(String prefix, String after) {
    return objects.tailMap(after, false).keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .toList();
  }

  @Override
  public InputStream read(String key) {
    byte[] content = objects.get(key);
    if (content == null) {
      throw new IllegalStateException(
          "read of object '%s': there is none among %d".formatted(key, objects.size()));
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public void write(String key, byte[] content) {
    objects.put(key, content.clone());
  }
}
