package io.trueup.serving;

import java.util.List;
import java.util.Map;

/**
 * A request that can't be answered, and why: answered as an RFC 9457 problem with the parameter at
 * fault and, where there are few, the values that it may have.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The kinds of problem, each with its status and title. */
  enum Kind {
    BAD_PARAMETER(400, "Bad parameter"),
    NO_SUCH_RESOURCE(404, "No such resource"),
    NO_SUCH_METHOD(405, "Method not allowed"),
    GONE(410, "Gone"),
    FAILED(500, "Failed"),
    UNAVAILABLE(503, "Not available now");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    int status() {
      return status;
    }

    String title() {
      return title;
    }
  }

  private final Kind kind;
  private final String field;
  private final transient List<String> allowed;

  Refusal(Kind kind, String field, String detail) {
    this(kind, field, detail, List.of());
  }

  Refusal(Kind kind, String field, String detail, List<String> allowed) {
    super(detail);
    this.kind = kind;
    this.field = field;
    this.allowed = List.copyOf(allowed);
  }

  /** This refusal as an answer. */
  Response response() {
    String body =
        JsonText.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("type", "about:blank");
              json.writeStringField("title", kind.title());
              json.writeNumberField("status", kind.status());
              json.writeStringField("detail", getMessage());
              json.writeStringField("field", field);
              if (!allowed.isEmpty()) {
                json.writeArrayFieldStart("allowed");
                for (String each : allowed) {
                  json.writeString(each);
                }
                json.writeEndArray();
              }
              json.writeEndObject();
            });
    return new Response(kind.status(), "application/problem+json", headers(), body);
  }

  /** HTTP wants the methods that a resource has beside the refusal of another. */
  private Map<String, String> headers() {
    return kind == Kind.NO_SUCH_METHOD ? Map.of("Allow", String.join(", ", allowed)) : Map.of();
  }
}
