package io.trueup.port;

import java.util.HashSet;
import java.util.Set;

/** Runs in memory: each goes on until a test ends it. */
public final class MemoryRuns implements Runs {

  private final Set<String> ended = new HashSet<>();

  public void end(String run) {
    ended.add(run);
  }

  @Override
  public boolean hasEnded(String run) {
    return ended.contains(run);
  }
}
