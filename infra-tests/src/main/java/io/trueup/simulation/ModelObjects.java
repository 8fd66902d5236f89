package io.trueup.simulation;

import io.trueup.port.Objects;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The model of a bucket of S3. */
final class ModelObjects implements Objects {

  private final TreeMap<String, byte[]> objects = new TreeMap<>(ModelTable.ORDER);
  private final IdentityHashMap<byte[], Digest> digests = new IdentityHashMap<>();
  private final Turns calls;

  ModelObjects(Turns calls) {
    this.calls = calls;
  }

  @Override
  public List<String> list(String prefix, String after) {
    return calls.read(
        "list objects",
        () ->
            objects.tailMap(after, false).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .toList());
  }

  @Override
  public InputStream read(String key) {
    byte[] content = calls.read("read object", () -> there(key));
    return new ByteArrayInputStream(content);
  }

  @Override
  public void write(String key, byte[] content) {
    calls.write("write object", () -> objects.put(key, content) == null);
  }

  private byte[] there(String key) {
    byte[] content = objects.get(key);
    if (content == null) {
      throw new IllegalStateException("read of object '%s': there is none".formatted(key));
    }
    return content;
  }

  /** An object, looked at from outside. */
  Optional<byte[]> seen(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** All objects under a prefix, looked at from outside. */
  List<byte[]> all(String prefix) {
    return objects.entrySet().stream()
        .filter(object -> object.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What a service that is no actor writes. */
  void put(String key, byte[] content) {
    objects.put(key, content);
  }

  /** What is stored. */
  Digest digest() {
    Digest digest = Digest.NONE;
    for (var object : objects.entrySet()) {
      digest =
          digest.plus(
              Digest.of(object.getKey(), digests.computeIfAbsent(object.getValue(), Digest::of)));
    }
    return digest;
  }
}
