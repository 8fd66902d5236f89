package io.trueup.trueup;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.trueup.aws.Clients;
import io.trueup.aws.DynamoTable;
import io.trueup.aws.Environment;
import io.trueup.time.Epochs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * The watching function: EventBridge calls it every few minutes, and it prints the signs of the
 * deployment to its log, of which CloudWatch makes the metrics that alarms are on, and answers with
 * them. A call that fails prints none, which is an alarm as well. The event is not looked at.
 */
public final class WatchHandler implements RequestStreamHandler {

  private final Watch watch;
  private final String controlTable;
  private final Clock clock;
  private final PrintStream log;

  public WatchHandler() {
    Environment environment = Environment.of(System.getenv());
    this.controlTable = environment.controlTable();
    this.watch =
        new Watch(
            new DynamoTable(Clients.dynamo(), controlTable),
            new Epochs(environment.epoch()),
            environment.heartbeat());
    this.clock = Clock.systemUTC();
    this.log = System.out;
  }

  WatchHandler(Watch watch, String controlTable, Clock clock, PrintStream log) {
    this.watch = watch;
    this.controlTable = controlTable;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    long now = clock.millis();
    String line = watch.look(now).line(controlTable, now);
    log.println(line);
    answer.write(line.getBytes(StandardCharsets.UTF_8));
  }
}
