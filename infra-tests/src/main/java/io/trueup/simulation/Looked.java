package io.trueup.simulation;

/** Turns after whose writes somebody looks at the world. */
record Looked(Turns turns, Runnable look) implements Turns {

  @Override
  public <T> T read(String what, Call<T> read) {
    return turns.read(what, read);
  }

  @Override
  public <T> T write(String what, Call<T> write) {
    return turns.write(
        what,
        () -> {
          T made = write.make();
          look.run();
          return made;
        });
  }
}
