package io.trueup.demo.check;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.demo.host.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** The REST API as any client sees it. Safe for many threads. */
public final class Api {

  private static final int LARGEST_PAGE = 5_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ObjectMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI base;
  private final Function<URI, Map<String, String>> signing;

  /** At an address; {@code signing} makes the headers that a request needs. */
  public Api(URI base, Function<URI, Map<String, String>> signing) {
    this.base = base;
    this.signing = signing;
  }

  /** What the API said to a request. */
  public record Reply(int status, String contentType, String body) {}

  /** Rows, with the last page's certificate. */
  public record Answer(Certificate certificate, List<Row> rows) {}

  public URI address(String path, Map<String, String> query) {
    return address(path, query.entrySet());
  }

  private URI address(String path, Collection<Map.Entry<String, String>> query) {
    String text =
        query.stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(base + path + (text.isEmpty() ? "" : "?" + text));
  }

  public Reply call(URI address) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LIMIT);
      signing.apply(address).forEach(request::header);
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      String type = response.headers().firstValue("content-type").orElse("");
      return new Reply(response.statusCode(), type, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("GET %s was interrupted".formatted(address));
    }
  }

  public JsonNode read(String path, Map<String, String> query) {
    return read(address(path, query));
  }

  private JsonNode read(URI address) {
    Reply reply = call(address);
    if (reply.status() != 200) {
      throw new Failure(
          "GET %s answered %d, expected 200: %s".formatted(address, reply.status(), reply.body()));
    }
    try {
      return json.readTree(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException("GET %s answered '%s'".formatted(address, reply.body()), e);
    }
  }

  /** A view's bucket sizes and measures, in the order of the pipeline. */
  public record View(List<String> every, List<String> measures) {}

  public Map<String, View> views() {
    Map<String, View> views = new LinkedHashMap<>();
    for (JsonNode view : read("/v1/views", Map.of()).required("views")) {
      views.put(
          view.required("name").textValue(),
          new View(texts(view.required("every")), texts(view.required("measures"))));
    }
    return views;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  /** The keys of a view, all pages. */
  public List<CellId.Key> keys(String view) {
    List<CellId.Key> keys = new ArrayList<>();
    pages("/v1/views/%s/keys".formatted(encoded(view)), List.of())
        .forEach(page -> page.required("keys").forEach(key -> keys.add(CellId.Key.of(key))));
    return keys;
  }

  /** The rows of all keys of a view in one size, all pages; {@code read} is told of each page's. */
  public List<Row> sweep(String view, String every, LongConsumer read) {
    List<Row> rows = new ArrayList<>();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("every", every);
    query.put("limit", String.valueOf(LARGEST_PAGE));
    forEachPage(
        "/v1/views/" + encoded(view),
        List.copyOf(query.entrySet()),
        page -> {
          JsonNode one = page.path("key");
          for (JsonNode row : page.required("rows")) {
            CellId.Key key = CellId.Key.of(one.isMissingNode() ? row.required("key") : one);
            rows.add(Row.read(view, every, key, row));
          }
          read.accept(page.required("rows").size());
        });
    return rows;
  }

  /** What answers are certified by now. */
  public Certificate certificate() {
    return Certificate.read(read("/v1/status", Map.of()).required("certificate"));
  }

  /** The rows that a question asks for, all pages. */
  public Answer answer(Question question) {
    List<JsonNode> pages = pages("/v1/views/" + encoded(question.view()), question.parameters());
    List<Row> rows = new ArrayList<>();
    for (JsonNode page : pages) {
      CellId.Key key = CellId.Key.of(page.required("key"));
      page.required("rows")
          .forEach(row -> rows.add(Row.read(question.view(), question.every(), key, row)));
    }
    JsonNode last = pages.get(pages.size() - 1);
    return new Answer(Certificate.read(last.required("certificate")), rows);
  }

  private List<JsonNode> pages(String path, List<Map.Entry<String, String>> query) {
    List<JsonNode> pages = new ArrayList<>();
    forEachPage(path, query, pages::add);
    return pages;
  }

  private void forEachPage(
      String path, List<Map.Entry<String, String>> query, Consumer<JsonNode> reader) {
    List<Map.Entry<String, String>> next = query;
    String token;
    do {
      JsonNode page = read(address(path, next));
      reader.accept(page);
      token = page.path("next").asText("");
      next = new ArrayList<>(query);
      next.add(Map.entry("page", token));
    } while (!token.isEmpty());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
