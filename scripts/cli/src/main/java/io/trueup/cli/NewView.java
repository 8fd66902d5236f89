package io.trueup.cli;

import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import io.trueup.cli.backfill.Period;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.replay.Compared;
import io.trueup.replay.Patience;
import io.trueup.replay.Recorded;
import io.trueup.replay.Recording;
import io.trueup.replay.Viewed;
import io.trueup.store.CellKey;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shows what a view of a folder says of the events that a deployment has in its archive. */
final class NewView {

  /** So many of the numbers that differ are told one by one. */
  private static final int WORST = 20;

  private final Console console;
  private final ViewOptions asked;
  private final Target target;
  private final Patience patience;

  NewView(Console console, ViewOptions asked, Target target, Patience patience) {
    this.console = console;
    this.asked = asked;
    this.target = target;
    this.patience = patience;
  }

  /** What is closed in the end. */
  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  /** How it is shown. */
  enum Form {
    TEXT,
    JSON
  }

  /** The exit code. */
  int show(Form form) {
    Pipeline pipeline =
        PipelineArgument.read(
            console, asked.folder().orElseGet(() -> PipelineArgument.standard(console)));
    View view = PipelineArgument.view(pipeline, asked.view());
    Span size =
        asked
            .every()
            .map(text -> PipelineArgument.size(List.of(view), text))
            .orElse(view.finest().length());
    Period arrival = asked.arrival();
    Predicate<CellKey> keys = asked.keys(view);
    int limit = asked.limit();
    Deployment deployment = target.find(console, Optional.of(pipeline.name().replace('_', '-')));
    Epochs epochs = new Epochs(deployment.library().inForce().epoch());
    Optional<DeployedView> deployed =
        asked.isCompared()
            ? Optional.of(DeployedView.of(deployment, view, size, asked))
            : Optional.empty();
    List<Pipeline> definitions =
        Stream.concat(Stream.of(pipeline), deployed.map(DeployedView::pipeline).stream()).toList();
    Optional<RowsFile> file = asked.out().map(name -> RowsFile.open(console.path(name)));
    try (Closing rows = () -> file.ifPresent(RowsFile::close);
        Recorded recorded =
            recording(deployment, epochs).read(arrival.from(), arrival.to(), definitions)) {
      requireSome(recorded, epochs);
      Viewed viewed = recorded.view(pipeline, view, keys);
      Optional<ComparedReport> compared =
          deployed.map(it -> new ComparedReport(view, compare(recorded, it, viewed, size)));
      NewViewReport report =
          new NewViewReport(console, pipeline, size, epochs, recorded, viewed, compared);
      boolean isWhole = recorded.lacking().isEmpty();
      file.ifPresent(it -> it.write(report::write));
      file.filter(it -> isWhole).ifPresent(RowsFile::finish);
      boolean isElsewhere = file.isPresent();
      if (form == Form.JSON) {
        report.json(isElsewhere ? NewViewReport.Rows.ELSEWHERE : NewViewReport.Rows.INCLUDED);
      } else {
        report.print(isElsewhere ? 0 : limit);
      }
      return isWhole ? 0 : Replay.LEFT_ALONE;
    }
  }

  private static Compared compare(
      Recorded recorded, DeployedView deployed, Viewed viewed, Span size) {
    Viewed before = recorded.view(deployed.pipeline(), deployed.view(), deployed.keys());
    return Compared.of(before, viewed, size, WORST);
  }

  private Recording recording(Deployment deployment, Epochs epochs) {
    Progress progress = console.progress();
    return new Recording(
        deployment.control(),
        deployment.archive(),
        epochs,
        console.clock(),
        patience,
        text -> progress.now("%s", text));
  }

  private static void requireSome(Recorded recorded, Epochs epochs) {
    if (recorded.extent().isEmpty()) {
      throw Failure.wrong(
          "no epoch to read: the archive function has passed none on every shard that holds %s or a later"
              + " time, and begins before --to",
          Instant.ofEpochMilli(epochs.start(recorded.extent().from())));
    }
  }
}
