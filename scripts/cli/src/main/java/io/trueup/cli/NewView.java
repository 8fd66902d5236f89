package io.trueup.cli;

import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import io.trueup.cli.backfill.Period;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
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

/** Shows what a view of a folder says of the events that a deployment has in its archive. */
final class NewView {

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
    try (Recorded recorded =
        recording(deployment, epochs).read(arrival.from(), arrival.to(), List.of(pipeline))) {
      requireSome(recorded, epochs);
      Viewed viewed = recorded.view(pipeline, view, keys);
      NewViewReport report = new NewViewReport(console, pipeline, size, epochs, recorded, viewed);
      asked.out().ifPresent(report::write);
      boolean isElsewhere = asked.out().isPresent();
      if (form == Form.JSON) {
        report.json(isElsewhere ? NewViewReport.Rows.ELSEWHERE : NewViewReport.Rows.INCLUDED);
      } else {
        report.print(isElsewhere ? 0 : limit);
      }
      return recorded.lacking().isEmpty() ? 0 : Replay.LEFT_ALONE;
    }
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
