package io.trueup.batch.recompute;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one recompute: what each came to is logged when it is done, its time is kept. */
final class Steps {

  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final Job job;
  private final Clock clock;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Steps(Job job, Clock clock) {
    this.job = job;
    this.clock = clock;
  }

  /** Takes a step; {@code figures} says for people what it came to. */
  <T> T step(String name, Supplier<T> work, Function<T, String> figures) {
    long start = clock.millis();
    T result = work.get();
    double took = (clock.millis() - start) / 1e3;
    seconds.merge(name, took, Double::sum);
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "{} attempt {}: {}: {} in {} s",
          job.run(),
          job.attempt(),
          name,
          figures.apply(result),
          String.format(Locale.ROOT, "%.1f", took));
    }
    return result;
  }

  /** The time of each step so far, in seconds, in their order. */
  Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }
}
