package io.trueup.simulation;

import io.trueup.event.Position;
import io.trueup.serving.Api;
import io.trueup.serving.Response;
import io.trueup.store.Layer;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Readers, who ask and judge every answer. */
final class Reader {

  private static final int OK = 200;
  private static final int WHOLE = 10_000;

  private static final int GONE = 410;
  private static final int UNAVAILABLE = 503;

  private final Scheduler scheduler;
  private final Cloud cloud;
  private final Losses losses;
  private final long epochMillis;
  private final Findings findings;
  private int answers;

  Reader(Scheduler scheduler, Cloud cloud, Losses losses, long epochMillis, Findings findings) {
    this.scheduler = scheduler;
    this.cloud = cloud;
    this.losses = losses;
    this.epochMillis = epochMillis;
    this.findings = findings;
  }

  /** How many answers were judged. */
  int answers() {
    return answers;
  }

  /** Asks page after page; ends early when no answer comes, which is no fault of an answer. */
  void ask(Api api, Question question) {
    try {
      askPages(api, question);
    } catch (Wrong wrong) {
      findings.wrong(wrong);
    }
  }

  private void askPages(Api api, Question question) {
    Map<CellName, Page.Row> rows = new TreeMap<>();
    Optional<Judge> first = Optional.empty();
    long generation = -1;
    Optional<String> next = Optional.empty();
    do {
      Map<String, Position> floor = cloud.heads(Layer.SPEED);
      long before = cloud.pointer().generation();
      scheduler.current().learn(List.of(floor, before));
      Optional<Page> answer = answer(api, question, next);
      if (answer.isEmpty()) {
        return;
      }
      Page page = answer.get();
      Judge judge = judge(question, page, floor, before);
      first = first.isEmpty() ? Optional.of(judge) : first;
      page.rows().forEach(row -> rows.put(row.cell(), row));
      if (generation >= 0 && generation != page.certificate().generation()) {
        throw new Wrong("pages of generations %d and %s".formatted(generation, page.certificate()));
      }
      generation = page.certificate().generation();
      next = page.next();
    } while (next.isPresent());
    findings.covered(first.orElseThrow(), rows.keySet());
    first.orElseThrow().judgeCoverage(rows.keySet());
  }

  /** Asks for all cells of a view at the end of a history, when every one must be exact. */
  void askAtTheEnd(Api api, Question any) {
    Question question = new Question(any.view(), any.size(), new Question.Selection.All(), WHOLE);
    Map<String, Position> floor = cloud.heads(Layer.SPEED);
    Page page =
        answer(api, question, Optional.empty())
            .orElseThrow(() -> new Wrong("no answer at the end to " + question));
    Map<CellName, Page.Row> rows = new TreeMap<>();
    page.rows().forEach(row -> rows.put(row.cell(), row));
    judge(question, page, floor, page.certificate().generation()).judgeEnd(rows);
  }

  /** {@code before} is the generation of the pointer when it was asked for. */
  private Judge judge(Question question, Page page, Map<String, Position> floor, long before) {
    Optional<Version> version =
        cloud.pointer(page.certificate().generation()).flatMap(Pointer::version);
    Judge judge =
        new Judge(
            question,
            page.certificate(),
            floor,
            cloud.stream.arrived(),
            losses.present(version),
            epochMillis,
            Shops.of(version.flatMap(Version::definition)));
    findings.answered(
        new Findings.Answered(page, cloud.pointer().generation() - before, judge),
        wrong(page, judge));
    answers++;
    return judge;
  }

  private Optional<Wrong> wrong(Page page, Judge judge) {
    try {
      requirePointer(page.certificate());
      page.rows().forEach(judge::judge);
      return Optional.empty();
    } catch (Wrong wrong) {
      return Optional.of(wrong);
    }
  }

  private Optional<Page> answer(Api api, Question question, Optional<String> page) {
    long before = cloud.pointer().generation();
    try {
      Response response = api.answer(question.request(page));
      if (response.status() != OK) {
        requireReason(response, before, page.isPresent());
        return Optional.empty();
      }
      return Optional.of(Page.parse(question, response.body()));
    } catch (Unavailable failed) {
      return Optional.empty();
    } catch (Wrong wrong) {
      throw wrong;
    } catch (RuntimeException failed) {
      throw new Wrong("%s at generation %d: %s".formatted(question, before, failed));
    }
  }

  /** Only a swap may take from a reader what it reads. */
  private void requireReason(Response response, long before, boolean laterPage) {
    boolean swapped = cloud.pointer().generation() > before;
    if (!(response.status() == GONE && laterPage)
        && !(response.status() == UNAVAILABLE && swapped)) {
      throw new Wrong("an answer at generation %d: %s".formatted(before, response.body()));
    }
  }

  /** That the certificate says what the pointer of its generation said. */
  private void requirePointer(Page.Certificate certificate) {
    boolean right =
        cloud
            .pointer(certificate.generation())
            .filter(pointer -> pointer.version().map(v -> v.id()).equals(certificate.version()))
            .filter(pointer -> pointer.cut() * epochMillis == certificate.cut())
            .filter(
                pointer -> pointer.version().map(v -> v.lost()).orElse(0L) == certificate.lost())
            .isPresent();
    if (!right) {
      throw new Wrong(
          "%s, expected %s".formatted(certificate, cloud.pointer(certificate.generation())));
    }
  }
}
