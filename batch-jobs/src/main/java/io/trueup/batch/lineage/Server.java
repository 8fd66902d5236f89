package io.trueup.batch.lineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lineage server that events are posted to, one after another, on a thread of its own that keeps
 * no process alive. What it does not take is logged and gone.
 */
final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final URI url;
  private final Duration patience;
  private final HttpTransport transport;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread one = new Thread(task, "lineage");
            one.setDaemon(true);
            return one;
          });

  /**
   * The server under a URL; of one without a path, {@code /api/v1/lineage} of it. Connecting and
   * each answer have {@code patience}, and so have, at the end, all events that are still on their
   * way.
   */
  Server(URI url, Duration patience) {
    HttpConfig config = new HttpConfig();
    config.setUrl(URI.create(url.toString().replaceAll("/$", "")));
    config.setTimeoutInMillis(Math.toIntExact(patience.toMillis()));
    this.url = url;
    this.patience = patience;
    this.transport = new HttpTransport(config);
  }

  /** Posts an event soon. */
  void post(OpenLineage.RunEvent event) {
    thread.execute(
        () -> {
          try {
            transport.emit(event);
          } catch (RuntimeException refused) {
            LOG.warn("lineage {} to {}: not taken", event.getEventType(), url, refused);
          }
        });
  }

  /** Waits for what is on its way, but no longer than there is patience. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("lineage to {}: not taken in {}, given up", url, patience);
        thread.shutdownNow();
      }
      transport.close();
    } catch (InterruptedException interrupted) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      LOG.warn("lineage to {}: not closed", url, broken);
    }
  }
}
