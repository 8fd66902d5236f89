package io.trueup.port;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs in memory: each goes on until a test ends it, and waits by the tokens that a test says. */
public final class MemoryRuns implements Runs {

  private final Set<String> ended = new HashSet<>();
  private final Set<String> waiting = new HashSet<>();
  private final Map<String, String> answers = new TreeMap<>();

  /** Has a run wait by a token. */
  public void await(String token) {
    waiting.add(token);
  }

  /** What was answered, by token. */
  public Map<String, String> answers() {
    return answers;
  }

  public void end(String run) {
    ended.add(run);
  }

  @Override
  public boolean hasEnded(String run) {
    return ended.contains(run);
  }

  @Override
  public boolean answer(String token, String answer) {
    if (!waiting.remove(token)) {
      return false;
    }
    answers.put(token, answer);
    return true;
  }
}
