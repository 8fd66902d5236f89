package io.trueup.cli.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.Failure;
import io.trueup.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The REST API of a deployment, asked with the caller's signature. For one thread. */
public final class Api {

  /** A parameter of a query; one name may stand several times. */
  public record Parameter(String name, String value) {}

  private static final String SERVICE = "execute-api";
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int FIRST_OF_SERVER = 500;
  private static final int MOST_TRIES = 5;
  private static final long FIRST_PAUSE_MILLIS = 250;

  private final Cloud cloud;
  private final String base;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();

  Api(Cloud cloud, String base) {
    this.cloud = cloud;
    this.base = base;
  }

  /**
   * The answer at a path; a problem is a failure with what the API said. What may pass is asked
   * again after pauses that double, {@value #MOST_TRIES} times in all.
   */
  public JsonNode get(String path, List<Parameter> parameters) {
    URI address = URI.create(base + path + query(parameters));
    Reply reply = patiently(address);
    try {
      JsonNode body = Json.read(reply.body());
      if (reply.status() == OK) {
        return body;
      }
      throw problem(address, reply.status(), body);
    } catch (JsonProcessingException e) {
      throw Failure.wrong(
          "GET %s answered %d with '%s', expected JSON",
          address, reply.status(), new String(reply.body(), StandardCharsets.UTF_8).strip());
    }
  }

  /**
   * The first page of an answer and, if asked for, all that follow; each is read when it is asked
   * for.
   */
  public Iterator<JsonNode> pages(String path, List<Parameter> parameters, Extent extent) {
    return new Iterator<>() {
      private Optional<List<Parameter>> next = Optional.of(parameters);
      private int pages;

      @Override
      public boolean hasNext() {
        return next.isPresent();
      }

      @Override
      public JsonNode next() {
        JsonNode page = get(path, next.orElseThrow(NoSuchElementException::new));
        extent.progress(++pages);
        next =
            extent.isFirstPage() || !page.hasNonNull("next")
                ? Optional.empty()
                : Optional.of(
                    Stream.concat(
                            parameters.stream(),
                            Stream.of(new Parameter("page", page.get("next").asText())))
                        .toList());
        return page;
      }
    };
  }

  /** How much of an answer is asked for. */
  public interface Extent {
    boolean isFirstPage();

    /** Is told how many pages there are so far. */
    void progress(int pages);
  }

  private static String query(List<Parameter> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.stream()
            .map(each -> encoded(each.name()) + "=" + encoded(each.value()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** A text as a part of a path or a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private record Reply(int status, byte[] body) {

    boolean mayPass() {
      return status == TOO_MANY || status >= FIRST_OF_SERVER;
    }
  }

  private Reply patiently(URI address) {
    Reply reply = call(address);
    for (int tries = 1; reply.mayPass() && tries < MOST_TRIES; tries++) {
      try {
        Thread.sleep(FIRST_PAUSE_MILLIS << (tries - 1));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw Failure.wrong("GET %s: interrupted", address);
      }
      reply = call(address);
    }
    return reply;
  }

  private Reply call(URI address) {
    SdkHttpRequest request = signed(address);
    try {
      HttpExecuteResponse response =
          http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
      Optional<AbortableInputStream> body = response.responseBody();
      try (InputStream in = body.isPresent() ? body.get() : InputStream.nullInputStream()) {
        return new Reply(response.httpResponse().statusCode(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw Failure.wrong("GET %s: not reached: %s", address, e.toString());
    }
  }

  private SdkHttpRequest signed(URI address) {
    AwsCredentials caller = cloud.credentials().resolveCredentials();
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(caller)
                    .request(
                        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(address).build())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, cloud.region().id()))
        .request();
  }

  private static Failure problem(URI address, int status, JsonNode body) {
    if (body.hasNonNull("detail")) {
      List<String> allowed = new ArrayList<>();
      body.path("allowed").forEach(value -> allowed.add(value.asText()));
      String said =
          "%s: %s%s"
              .formatted(
                  body.path("title").asText(),
                  body.path("detail").asText(),
                  allowed.isEmpty() ? "" : ", expected one of " + String.join(", ", allowed));
      if (status == GONE) {
        return Failure.wrong(
            "%s. Run the command again: what was read until now is no whole", said);
      }
      return status < FIRST_OF_SERVER
          ? Failure.wronglyAsked("%s", said)
          : Failure.wrong("%s", said);
    }
    String said = body.path("message").asText(body.path("Message").asText(body.toString()));
    return status == FORBIDDEN
        ? Failure.wrong("%s", AwsFailure.notTaken(said))
        : Failure.wrong("GET %s answered %d: %s", address, status, said);
  }
}
