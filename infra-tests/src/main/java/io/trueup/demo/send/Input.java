package io.trueup.demo.send;

import io.trueup.cli.send.Packing;
import java.util.List;

/** The events to send, in their order, numbered from 0. For one thread. */
public sealed interface Input extends AutoCloseable permits FlightsInput, LinesInput {

  long count();

  /** The events with {@code from <= number < to}, with their partition keys. */
  List<Packing.Entry> events(long from, long to);

  @Override
  void close();
}
