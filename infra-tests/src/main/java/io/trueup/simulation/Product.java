package io.trueup.simulation;

import io.trueup.archive.Archiving;
import io.trueup.consume.Deltas;
import io.trueup.consume.Effect;
import io.trueup.consume.ShardConsumer;
import io.trueup.port.Runs;
import io.trueup.port.Workers;
import io.trueup.serving.Api;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import io.trueup.trueup.Audience;
import io.trueup.trueup.Deployment;
import io.trueup.trueup.StepHandler;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The real code of one deployment, over simulated services. {@code stream} is what its stream
 * keeps, {@code retention} that of the hot table, {@code gate} how long a true-up waits for the
 * archive, {@code chunk} the most records that a consumer takes at once.
 */
record Product(
    Scheduler scheduler,
    Cloud cloud,
    Deployments deployments,
    Retention stream,
    Span retention,
    Span gate,
    int chunk) {

  /** Objects that are only late come within half of it, mostly. */
  static final Span GATE = Span.parse("2m");

  /** Some that are only late are taken for lost, and come later. */
  static final Span SHORT_GATE = Span.parse("14s");

  /** How many older versions stay for rollback. */
  private static final int KEPT = 3;

  /** Of metrics. */
  private static final PrintStream LOG =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  /** A worker of a layer's function that knows nothing yet. */
  ShardConsumer consumer(Layer layer) {
    Library library = deployments.library();
    Effect effect =
        layer == Layer.SPEED
            ? new Deltas(cloud.hot(), library, epochs(), retention, Workers.inOrder())
            : new Archiving(cloud.firehose, cloud.archive);
    return new ShardConsumer(
        cloud.control(), cloud.stream, layer, library, epochs(), stream.of(layer, effect), chunk);
  }

  /** The function with the steps of a true-up. */
  StepHandler steps(Runs runs) {
    return new StepHandler(
        new Deployment(
            cloud.control(),
            cloud.archive,
            cloud.tables,
            deployments.library(),
            deployments.called(),
            new Deployment.Names(
                Cloud.BUCKET,
                Cloud.CONTROL,
                new Deployment.Hot(Cloud.HOT, retention),
                "stream",
                "segment-",
                ""),
            gate,
            KEPT,
            scheduler.clock(),
            runs,
            new Audience(cloud.bus, "shop", "shop")),
        LOG);
  }

  /** The function that answers. */
  Api api() {
    return new Api(
        deployments.library(),
        cloud.control(),
        cloud.hot(),
        cloud.tables::table,
        epochs(),
        retention,
        scheduler.clock(),
        Workers.inOrder());
  }

  private static Epochs epochs() {
    return new Epochs(History.EPOCH);
  }
}
