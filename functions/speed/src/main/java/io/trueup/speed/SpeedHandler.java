package io.trueup.speed;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.trueup.aws.Clients;
import io.trueup.aws.Consuming;
import io.trueup.aws.Environment;
import io.trueup.aws.Surroundings;
import io.trueup.consume.Deltas;
import io.trueup.consume.Pool;
import io.trueup.definition.View;
import io.trueup.store.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/** The speed function: adds a batch of Kinesis records to the hot views. */
public final class SpeedHandler implements RequestStreamHandler {

  /** A write is mostly waiting; more than this gains nothing on the CPU share of 1 GB. */
  private static final int WRITERS = 8;

  private final Consuming consuming;

  public SpeedHandler() {
    Surroundings surroundings =
        Surroundings.enter(Environment.of(System.getenv()), Clients.dynamo(), Clock.systemUTC());
    surroundings.ready().views().forEach(View::prepare);
    this.consuming =
        Consuming.of(
            surroundings,
            Layer.SPEED,
            new Deltas(
                surroundings.hot(),
                surroundings.library(),
                surroundings.epochs(),
                surroundings.environment().retention(),
                new Pool(WRITERS)));
  }

  SpeedHandler(Consuming consuming) {
    this.consuming = consuming;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    consuming.consume(event, answer, context);
  }
}
