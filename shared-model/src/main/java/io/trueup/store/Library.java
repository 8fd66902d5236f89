package io.trueup.store;

import io.trueup.definition.Pipeline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The definitions of a deployment: which are in force, read whenever it is asked, and what each of
 * them says, loaded once. Safe for many threads as far as its sources are.
 */
public final class Library {

  private final Supplier<InForce> inForce;
  private final Function<Tenure, Pipeline> source;
  private final Map<String, Pipeline> loaded = new ConcurrentHashMap<>();

  /** {@code source} loads a definition, and fails for one that it can't read. */
  public Library(Supplier<InForce> inForce, Function<Tenure, Pipeline> source) {
    this.inForce = inForce;
    this.source = source;
  }

  /** Of one definition, which is in force for ever. */
  public static Library of(Pipeline pipeline) {
    InForce alone = InForce.first(pipeline.batch().epoch(), pipeline.fingerprint(), "the only one");
    return new Library(() -> alone, tenure -> pipeline);
  }

  public InForce inForce() {
    return inForce.get();
  }

  public Pipeline load(Tenure tenure) {
    Pipeline known = loaded.get(tenure.fingerprint());
    if (known != null) {
      return known;
    }
    // Not within computeIfAbsent: nobody waits for a lock while another one's read goes on.
    Pipeline pipeline = source.apply(tenure);
    loaded.put(tenure.fingerprint(), pipeline);
    return pipeline;
  }
}
