package io.trueup.serving;

import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.merge.Answers;
import io.trueup.merge.Keys;
import io.trueup.merge.Pin;
import io.trueup.merge.RecentHeads;
import io.trueup.merge.Snapshot;
import io.trueup.merge.Sweep;
import io.trueup.port.MissingTableException;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The API of one pipeline: views, keys, rows and status. Each answer is read by one snapshot, and
 * by the definition of the version that this names. A request that can't be answered gets a problem
 * that names the field and the allowed values.
 */
public final class Api {

  /** True-ups are far apart: a second table retired within one request is no swap's doing. */
  private static final int MOST_TRIES = 3;

  private final Library library;
  private final Table control;
  private final Answers answers;
  private final Keys keys;
  private final Sweep sweep;
  private final RecentHeads heads;
  private final Function<String, Table> segments;
  private final Epochs epochs;
  private final Span retention;
  private final Clock clock;

  public Api(
      Library library,
      Table control,
      Table hot,
      Function<String, Table> segments,
      Epochs epochs,
      Span retention,
      Clock clock,
      Workers workers) {
    this.library = library;
    this.control = control;
    this.answers = new Answers(hot, segments);
    this.keys = new Keys(hot, segments);
    this.sweep = new Sweep(keys, answers, workers);
    this.heads = new RecentHeads(control, library);
    this.segments = segments;
    this.epochs = epochs;
    this.retention = retention;
    this.clock = clock;
  }

  public Response answer(Request request) {
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
      return Response.json(
          new Status(library, control, segments, epochs).json(snapshot(), clock.millis()));
    }
    if (path.equals(List.of("v1", "versions"))) {
      return Response.json(new Versions(Pointer.read(control), epochs).json());
    }
    if (path.size() >= 2 && path.subList(0, 2).equals(List.of("v1", "views"))) {
      if (path.size() == 2) {
        return views();
      }
      if (path.size() == 3) {
        return steadily(request, it -> rows(view(path.get(2), it), request, it));
      }
      if (path.size() == 4 && path.get(3).equals("keys")) {
        return steadily(request, it -> keys(view(path.get(2), it), request, it));
      }
    }
    throw new Refusal(
        Refusal.Kind.NO_SUCH_RESOURCE,
        "path",
        "no resource /%s".formatted(String.join("/", path)),
        List.of(
            "/v1/status",
            "/v1/versions",
            "/v1/views",
            "/v1/views/{view}",
            "/v1/views/{view}/keys"));
  }

  /** A view of the definition that a snapshot is of. */
  private View view(String name, Snapshot snapshot) {
    Pipeline pipeline = library.load(snapshot.definition());
    View view =
        pipeline
            .view(name)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Kind.NO_SUCH_RESOURCE,
                        "view",
                        "pipeline '%s' has no view '%s'%s"
                            .formatted(pipeline.name(), name, pending(snapshot.definition())),
                        pipeline.views().stream().map(View::name).toList()));
    if (!snapshot.covers(view)) {
      throw new Refusal(
          Refusal.Kind.UNAVAILABLE,
          "view",
          "the version served has another definition of view '%s': wait for the next true-up"
              .formatted(view.name()));
    }
    return view;
  }

  /** What is to be said of definitions that are filled and not served yet. */
  private String pending(Tenure served) {
    return library.inForce().tenures().stream()
        .filter(tenure -> tenure.isOpen() && tenure.from() > served.from())
        .reduce((older, newer) -> newer)
        .map(
            tenure ->
                "; a changed definition is filled since %s and served once a true-up has passed that"
                    .formatted(Instant.ofEpochMilli(epochs.start(tenure.from()))))
        .orElse("");
  }

  private Snapshot snapshot() {
    return Snapshot.take(control, heads, epochs, retention, clock.millis());
  }

  /**
   * Answers by one snapshot; anew, by another, when a table of it was retired meanwhile. Where a
   * read is pinned, the other one says whether its version is still kept.
   */
  private Response steadily(Request request, Function<Snapshot, Response> answer) {
    Optional<Pin> pin = request.parameter("page").map(text -> PageToken.parse(text).pin());
    String missing = "";
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Snapshot snapshot = pin.map(this::pinned).orElseGet(this::snapshot);
      try {
        return answer.apply(snapshot);
      } catch (RuntimeException failure) {
        missing =
            MissingTableException.behind(failure)
                .filter(snapshot.pointer().tables()::contains)
                .orElseThrow(() -> failure);
      }
    }
    throw pin.map(Api::gone)
        .orElse(
            new Refusal(
                Refusal.Kind.UNAVAILABLE,
                "version",
                "table '%s' of the version served is not there: try again".formatted(missing)));
  }

  private static Refusal gone(Pin pin) {
    return new Refusal(
        Refusal.Kind.GONE,
        "page",
        "page is of version %s at generation %d, which is not kept any more: begin anew without page"
            .formatted(pin.version().map("'%s'"::formatted).orElse("none"), pin.generation()));
  }

  private Snapshot pinned(Pin pin) {
    return Snapshot.takeAgain(pin, control, heads, epochs, retention, clock.millis())
        .orElseThrow(() -> gone(pin));
  }

  private Response views() {
    Pipeline served = library.load(snapshot().definition());
    return Response.json(JsonText.write(json -> ViewList.write(json, served)));
  }

  private Response rows(View view, Request request, Snapshot snapshot) {
    return rows(view, RowsQuery.of(view, request), snapshot).response(request);
  }

  private RowsAnswer rows(View view, RowsQuery query, Snapshot snapshot) {
    Sweep.Span span = query.span();
    if (query.selection() instanceof RowsQuery.Selection.AllKeys all) {
      return new RowsAnswer(
          view,
          span.size(),
          snapshot.certificate(),
          Optional.empty(),
          sweep.page(snapshot, view, all.from(), span),
          place -> query.read().next(snapshot, PageToken.place(place)));
    }
    CellKey key = ((RowsQuery.Selection.OneKey) query.selection()).key();
    return new RowsAnswer(
        view,
        span.size(),
        snapshot.certificate(),
        Optional.of(key),
        Sweep.Page.of(key, answers.page(snapshot, view, key, span)),
        place -> query.read().next(snapshot, PageToken.place(place.bucket())));
  }

  private Response keys(View view, Request request, Snapshot snapshot) {
    KeysQuery query = KeysQuery.of(view, request);
    return new KeysAnswer(
            view,
            snapshot.certificate(),
            keys.page(snapshot, view, query.from(), query.limit()),
            place -> query.read().next(snapshot, PageToken.place(place)))
        .response();
  }
}
