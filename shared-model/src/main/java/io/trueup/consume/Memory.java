package io.trueup.consume;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a writer remembers between batches: the most recently used entries, up to a bound. It is
 * never relied on: what it has forgotten is found again by a condition that fails. Safe for many
 * threads.
 */
final class Memory<K, V> {

  private final Map<K, V> entries;

  Memory(int bound) {
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > bound;
          }
        };
  }

  synchronized Optional<V> recall(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void remember(K key, V value) {
    entries.put(key, value);
  }
}
