package io.trueup.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value with the event that it comes from. */
record Sample(@Nullable Object value, Origin origin) {

  /** The value, which is there. */
  Object present() {
    return Objects.requireNonNull(value);
  }

  /** Values of events a second apart, the first first. */
  static List<Sample> inOrder(List<? extends @Nullable Object> values) {
    List<Sample> samples = new ArrayList<>();
    for (Object value : values) {
      long second = samples.size();
      Origin origin = new Origin(1_000 * second, "id-" + second);
      samples.add(new Sample(value, origin));
    }
    return samples;
  }
}
