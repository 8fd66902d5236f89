package io.trueup.aws;

/** Does something once, before or after the n-th write of all tables that it is hooked to. */
final class Countdown implements HookedTable.Hook {

  private final int at;
  private final Runnable before;
  private final Runnable after;
  private int seen;

  private Countdown(int at, Runnable before, Runnable after) {
    this.at = at;
    this.before = before;
    this.after = after;
  }

  static Countdown before(int at, Runnable action) {
    return new Countdown(at, action, () -> {});
  }

  static Countdown after(int at, Runnable action) {
    return new Countdown(at, () -> {}, action);
  }

  /** How many writes there were. */
  int seen() {
    return seen;
  }

  @Override
  public void before() {
    seen++;
    if (seen == at) {
      before.run();
    }
  }

  @Override
  public void after() {
    if (seen == at) {
      after.run();
    }
  }
}
