package io.trueup.serving;

import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.merge.Answers;
import io.trueup.merge.Keys;
import io.trueup.merge.RecentHeads;
import io.trueup.merge.Row;
import io.trueup.merge.Snapshot;
import io.trueup.merge.Sweep;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The API of one pipeline: views, keys, rows and status. Each answer is read by one snapshot. A
 * request that can't be answered gets a problem that names the field and the allowed values.
 */
final class Api {

  private final Pipeline pipeline;
  private final Table control;
  private final Answers answers;
  private final Keys keys;
  private final Sweep sweep;
  private final RecentHeads heads;
  private final Epochs epochs;
  private final Span retention;
  private final Clock clock;

  Api(
      Pipeline pipeline,
      Table control,
      Table hot,
      Function<String, Table> segments,
      Epochs epochs,
      Span retention,
      Clock clock,
      Workers workers) {
    this.pipeline = pipeline;
    this.control = control;
    this.answers = new Answers(hot, segments);
    this.keys = new Keys(hot, segments);
    this.sweep = new Sweep(keys, answers, workers);
    this.heads = new RecentHeads(control);
    this.epochs = epochs;
    this.retention = retention;
    this.clock = clock;
  }

  Response answer(Request request) {
    try {
      return route(request);
    } catch (Refusal refusal) {
      return refusal.response();
    }
  }

  private Response route(Request request) {
    if (!request.method().equals("GET")) {
      throw new Refusal(
          Refusal.Kind.NO_SUCH_METHOD,
          "method",
          "method %s, expected GET".formatted(request.method()),
          List.of("GET"));
    }
    List<String> path = request.path();
    if (path.equals(List.of("v1", "status"))) {
      return Response.json(new Status(pipeline, control, epochs).json(snapshot()));
    }
    if (path.size() >= 2 && path.subList(0, 2).equals(List.of("v1", "views"))) {
      if (path.size() == 2) {
        return views();
      }
      if (path.size() == 3) {
        return rows(view(path.get(2)), request);
      }
      if (path.size() == 4 && path.get(3).equals("keys")) {
        return keys(view(path.get(2)), request);
      }
    }
    throw new Refusal(
        Refusal.Kind.NO_SUCH_RESOURCE,
        "path",
        "no resource /%s".formatted(String.join("/", path)),
        List.of("/v1/status", "/v1/views", "/v1/views/{view}", "/v1/views/{view}/keys"));
  }

  private View view(String name) {
    return pipeline
        .view(name)
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Kind.NO_SUCH_RESOURCE,
                    "view",
                    "pipeline '%s' has no view '%s'".formatted(pipeline.name(), name),
                    pipeline.views().stream().map(View::name).toList()));
  }

  private Snapshot snapshot() {
    return Snapshot.take(control, heads, epochs, retention, clock.millis());
  }

  /** A snapshot that speaks of a view as it is defined now. */
  private Snapshot snapshotOf(View view) {
    Snapshot snapshot = snapshot();
    if (!snapshot.covers(view)) {
      throw new Refusal(
          Refusal.Kind.UNAVAILABLE,
          "view",
          "the version served has another definition of view '%s': wait for the next true-up"
              .formatted(view.name()));
    }
    return snapshot;
  }

  private Response views() {
    return Response.json(JsonText.write(json -> ViewList.write(json, pipeline)));
  }

  private Response rows(View view, Request request) {
    RowsQuery query = RowsQuery.of(view, request);
    Snapshot snapshot = snapshotOf(view);
    if (query.selection() instanceof RowsQuery.Selection.AllKeys all) {
      Sweep.Page page = sweep.page(snapshot, view, all.from(), query.span());
      RowsAnswer answer =
          new RowsAnswer(
              view,
              query.span().size(),
              snapshot.certificate(),
              Optional.empty(),
              page.cells(),
              page.next().map(PageToken::of));
      return answer.response(request);
    }
    CellKey key = ((RowsQuery.Selection.OneKey) query.selection()).key();
    Sweep.Span span = query.span();
    List<Row> rows = answers.rows(snapshot, view, span.size(), key, span.from(), span.to());
    RowsAnswer answer =
        new RowsAnswer(
            view,
            span.size(),
            snapshot.certificate(),
            Optional.of(key),
            rows.stream().limit(span.limit()).map(row -> new Sweep.Cell(key, row)).toList(),
            rows.stream().skip(span.limit()).findFirst().map(row -> PageToken.of(row.bucket())));
    return answer.response(request);
  }

  private Response keys(View view, Request request) {
    KeysQuery query = KeysQuery.of(request);
    Snapshot snapshot = snapshotOf(view);
    Keys.Page page = keys.page(snapshot, view, query.from(), query.limit());
    return Response.json(
        JsonText.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("view", view.name());
              json.writeArrayFieldStart("keys");
              for (CellKey key : page.keys()) {
                Rendering.key(json, view, key);
              }
              json.writeEndArray();
              json.writeFieldName("certificate");
              Rendering.certificate(json, snapshot.certificate());
              if (!page.isLast()) {
                json.writeStringField("next", PageToken.of(page.next()));
              }
              json.writeEndObject();
            }));
  }
}
