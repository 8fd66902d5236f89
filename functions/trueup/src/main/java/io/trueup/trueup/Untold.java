package io.trueup.trueup;

import io.trueup.store.Json;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says in the log of a deployment's function that nobody was told of a swap: a line that CloudWatch
 * makes a metric of, which an alarm is on, with the run and why.
 */
record Untold(String controlTable, Clock clock, PrintStream log) {

  private static final int LONGEST = 1_000;

  void say(String run, String why) {
    Map<String, Object> line =
        new LinkedHashMap<>(
            MetricLine.of(
                controlTable, clock.millis(), new MetricLine.Metric("UntoldSwaps", "Count", 1)));
    line.put("run", run);
    line.put("why", why.length() > LONGEST ? why.substring(0, LONGEST) : why);
    log.println(Json.write(line));
  }
}
