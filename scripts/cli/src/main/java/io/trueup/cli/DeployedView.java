package io.trueup.cli;

import io.trueup.cli.aws.Deployment;
import io.trueup.definition.Field;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.replay.Compared;
import io.trueup.store.CellKey;
import io.trueup.time.Span;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.avro.LogicalTypes;

/** A deployed view that another one of its name can be held against, and the keys asked for. */
record DeployedView(Pipeline pipeline, View view, Predicate<CellKey> keys) {

  /** Refuses one whose cells are none of the new one's, in keys or in buckets of a size. */
  static DeployedView of(Deployment deployment, View after, Span size, ViewOptions asked) {
    Pipeline pipeline = deployment.pipeline();
    View before =
        pipeline
            .view(after.name())
            .orElseThrow(
                () ->
                    Failure.wronglyAsked(
                        "--compare: %s is deployed without a view '%s'",
                        deployment.name(), after.name()));
    if (!dimensions(before).equals(dimensions(after))) {
      throw Failure.wronglyAsked(
          "--compare: the deployed view '%s' is by %s, and the folder's by %s: no cell of one is a cell"
              + " of the other",
          after.name(), dimensions(before), dimensions(after));
    }
    if (size.millis() % before.finest().length().millis() != 0) {
      throw Failure.wronglyAsked(
          "--compare: the deployed view has buckets of %s, and %s is none of them or a multiple; name"
              + " one with --every",
          before.finest().length(), size);
    }
    if (Compared.measures(before, after).isEmpty()) {
      throw Failure.wronglyAsked(
          "--compare: the deployed view has no measure of a name that '%s' has", after.name());
    }
    return new DeployedView(pipeline, before, asked.keys(before));
  }

  /** What the values of a key are, in its order: views that have this alike write keys alike. */
  private static List<String> dimensions(View view) {
    return view.by().stream().map(field -> field.path() + " " + kind(field)).toList();
  }

  private static String kind(Field field) {
    String kind = field.kind().name().toLowerCase(Locale.ROOT);
    // A decimal stands in a key with all digits of its scale.
    return field.schema().getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? "%s of scale %d".formatted(kind, decimal.getScale())
        : kind;
  }
}
