package io.trueup.batch.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import io.trueup.port.Objects;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one run: all so far in one object, a JSON line each, and at a lineage server if one
 * is named. Nothing that goes wrong with them reaches the run: it is logged. For one thread.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** How long a run waits for a lineage server in all, at its end. */
  public static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Objects bucket;
  private final String key;
  private final Optional<Server> server;
  private final StringBuilder lines = new StringBuilder();

  /** Into an object of a bucket, and to the server under a URL. */
  public Journal(Objects bucket, String key, Optional<URI> url, Duration patience) {
    this.bucket = bucket;
    this.key = key;
    this.server = url.flatMap(it -> opened(it, patience));
  }

  private static Optional<Server> opened(URI url, Duration patience) {
    try {
      return Optional.of(new Server(url, patience));
    } catch (RuntimeException | LinkageError failed) {
      LOG.warn("lineage server {}: nothing is sent to it", url, failed);
      return Optional.empty();
    }
  }

  /** The URL of a server that events can be sent to; it is logged, and so tells no secret. */
  public static URI server(String url) {
    URI uri = URI.create(url);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException(
          "lineage '%s', expected a URL of http or https".formatted(url));
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "lineage of %s, expected a URL without a user, a password or a query: it stands in logs"
              .formatted(uri.getHost()));
    }
    return uri;
  }

  /** Keeps and sends an event. */
  public void tell(Supplier<OpenLineage.RunEvent> told) {
    try {
      OpenLineage.RunEvent event = told.get();
      server.ifPresent(it -> it.post(event));
      lines.append(OpenLineageClientUtils.toJson(event)).append('\n');
      bucket.write(key, lines.toString().getBytes(UTF_8));
    } catch (RuntimeException | LinkageError failed) {
      LOG.warn("lineage into {}: not written", key, failed);
    }
  }

  @Override
  public void close() {
    server.ifPresent(Server::close);
  }
}
