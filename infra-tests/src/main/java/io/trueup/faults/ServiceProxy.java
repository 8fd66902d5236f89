package io.trueup.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An endpoint of DynamoDB or S3 on a free port of this host that forwards each call to another one,
 * unless an interference has something else in mind. Serves until it is closed. Safe for many
 * threads.
 */
public final class ServiceProxy implements AutoCloseable {

  private static final String THROTTLED =
      """
      {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",\
      "message":"The level of configured provisioned throughput for the table was exceeded."}""";

  private static final String LENGTH = "content-length";

  /** What belongs to one connection, not to a call. */
  private static final Set<String> OWN =
      Set.of("connection", LENGTH, "expect", "host", "transfer-encoding", "upgrade");

  static {
    // Else a kept connection holds back the end of each answer for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final URI target;
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Met> met = new CopyOnWriteArrayList<>();

  private ServiceProxy(URI target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  /** Opens one before an endpoint. */
  public static ServiceProxy before(URI target) {
    try {
      InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      ServiceProxy proxy = new ServiceProxy(target, HttpServer.create(free, 0));
      proxy.server.createContext("/", proxy::handle);
      proxy.server.setExecutor(proxy.threads);
      proxy.server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("open of a proxy before " + target, e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * An interference that calls meet until it is closed. Of several that are met at once, the first
   * that does not let a call pass decides.
   */
  public final class Met implements AutoCloseable {

    private final Interference interference;
    private final AtomicLong hits = new AtomicLong();

    private Met(Interference interference) {
      this.interference = interference;
    }

    /** How many calls it did not let pass. */
    public long hits() {
      return hits.get();
    }

    @Override
    public void close() {
      met.remove(this);
    }
  }

  public Met meet(Interference interference) {
    Met next = new Met(interference);
    met.add(next);
    return next;
  }

  private Fate fate(Call call) {
    for (Met each : met) {
      Fate fate = each.interference.of(call);
      if (!(fate instanceof Fate.Forwarded)) {
        each.hits.incrementAndGet();
        return fate;
      }
    }
    return new Fate.Forwarded();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) { // an exchange that is closed without an answer cuts its connection
      Fate fate = fate(call(exchange, body));
      if (fate instanceof Fate.Throttled) {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        answer(exchange, 400, THROTTLED.getBytes(StandardCharsets.UTF_8));
      } else if (fate instanceof Fate.Cut cut) {
        try {
          if (cut.reach() == Fate.Reach.ARRIVES) {
            forwarded(exchange, body);
          }
        } finally {
          cut.then().run();
        }
      } else {
        if (fate instanceof Fate.Delayed delayed) {
          LockSupport.parkNanos(delayed.delay().toNanos());
        }
        answer(exchange, forwarded(exchange, body));
      }
    }
  }

  private static Call call(HttpExchange exchange, byte[] body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return target == null
        ? new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString())
        : new Call(target.split("\\.", -1)[1], new String(body, StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> forwarded(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders().entrySet().stream()
        .filter(header -> !isOwn(header.getKey()))
        .forEach(
            header -> header.getValue().forEach(each -> request.header(header.getKey(), each)));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted at " + target, e);
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response.headers().map().forEach((name, values) -> pass(exchange, name, values));
    if (exchange.getRequestMethod().equals("HEAD")) {
      // The length of what is not sent.
      response
          .headers()
          .firstValue(LENGTH)
          .ifPresent(length -> exchange.getResponseHeaders().set(LENGTH, length));
    }
    answer(exchange, response.statusCode(), response.body());
  }

  private static void pass(HttpExchange exchange, String name, List<String> values) {
    if (!isOwn(name)) {
      exchange.getResponseHeaders().put(name, values);
    }
  }

  private static boolean isOwn(String header) {
    return OWN.contains(header.toLowerCase(Locale.ROOT));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
