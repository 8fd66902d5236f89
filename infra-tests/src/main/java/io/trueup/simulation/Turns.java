package io.trueup.simulation;

/** What stands around each call of a service. */
interface Turns {

  /** What a service does. */
  @FunctionalInterface
  interface Call<T> {
    T make();
  }

  /** Around a call that changes nothing. */
  <T> T read(String what, Call<T> read);

  /** Around a call that changes the world. */
  <T> T write(String what, Call<T> write);

  /** Nothing: for what looks at the world from outside. */
  static Turns none() {
    return new Turns() {
      @Override
      public <T> T read(String what, Call<T> read) {
        return read.make();
      }

      @Override
      public <T> T write(String what, Call<T> write) {
        return write.make();
      }
    };
  }
}
