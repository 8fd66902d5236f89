package io.trueup.demo.check;

import io.trueup.demo.send.Outstanding;
import io.trueup.demo.send.Tap;
import java.time.Instant;

/** The judge: says what the views must answer. It shares no code with what it judges. */
public sealed interface Oracle extends AutoCloseable permits SqlOracle, PythonOracle {

  /** All that was sent: the first events of the input, and beside it a tap of the stream. */
  record Sent(long events, Outstanding outstanding, Tap tap) {}

  /** The answers by a version with a cut, when nothing else was sent. */
  Expected expected(Sent sent, Instant cut);

  @Override
  void close();
}
