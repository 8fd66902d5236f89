package io.trueup.simulation;

import java.util.function.Consumer;

/**
 * Turns whose answers, failures too, are told to who remembers them, and after whose writes
 * somebody looks at the world.
 */
record Looked(Turns turns, Consumer<Object> answered, Runnable look) implements Turns {

  @Override
  public <T> T read(String what, Call<T> read) {
    return told(() -> turns.read(what, read));
  }

  @Override
  public <T> T write(String what, Call<T> write) {
    return told(
        () ->
            turns.write(
                what,
                () -> {
                  T made = write.make();
                  look.run();
                  return made;
                }));
  }

  private <T> T told(Call<T> call) {
    try {
      T made = call.make();
      answered.accept(made);
      return made;
    } catch (RuntimeException failed) {
      answered.accept(failed.toString());
      throw failed;
    }
  }
}
