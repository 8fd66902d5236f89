package io.trueup.cli;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Problem;
import io.trueup.definition.Reading;
import io.trueup.definition.View;
import io.trueup.time.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pipeline folder that a person named, or did not need to name. */
final class PipelineArgument {

  private PipelineArgument() {}

  /** What reading the folder comes to; fails when it is not there. */
  static Reading reading(Console console, String folder) {
    Path path = console.path(folder);
    if (!Files.isDirectory(path)) {
      throw Failure.wronglyAsked(
          "%s: no such folder, expected one with a %s", folder, PipelineFolder.PIPELINE_FILE);
    }
    try {
      return PipelineReader.read(PipelineFolder.load(path));
    } catch (IOException e) {
      throw Failure.wrong("%s: %s", folder, e.getMessage());
    }
  }

  /** The pipeline in the folder; fails with all that is wrong in it. */
  static Pipeline read(Console console, String folder) {
    Reading reading = reading(console, folder);
    if (reading instanceof Reading.Faulty faulty) {
      throw Failure.wrong("%s", message(folder, faulty.problems()));
    }
    return ((Reading.Read) reading).pipeline();
  }

  /** The view that {@code --view} names. */
  static View view(Pipeline pipeline, String name) {
    return pipeline
        .view(name)
        .orElseThrow(
            () ->
                Failure.wronglyAsked(
                    "--view: pipeline '%s' has no view '%s', expected one of %s",
                    pipeline.name(),
                    name,
                    pipeline.views().stream().map(View::name).collect(Collectors.joining(", "))));
  }

  /** The bucket size that {@code --every} names, of any of some views. */
  static Span size(List<View> views, String text) {
    String sizes =
        views.stream()
            .flatMap(each -> each.every().stream())
            .map(each -> each.length().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    try {
      Span size = Span.parse(text);
      if (sizes.matches(".*\\b" + size + "\\b.*")) {
        return size;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Failure.wronglyAsked("--every: %s; here one of %s", e.getMessage(), sizes);
    }
    throw Failure.wronglyAsked(
        "--every: no view has buckets of '%s', expected one of %s", text, sizes);
  }

  /** One line per problem, its file with the folder before it. */
  static String message(String folder, List<Problem> problems) {
    return problems.stream()
        .map(problem -> Path.of(folder).resolve(problem.toString()).toString())
        .collect(
            Collectors.joining(
                "\n  ",
                "%d problem%s%n  ".formatted(problems.size(), problems.size() == 1 ? "" : "s"),
                ""));
  }

  /** The folder that needs no name: here, or the only one in here that has a pipeline file. */
  static String standard(Console console) {
    if (Files.exists(console.path(PipelineFolder.PIPELINE_FILE))) {
      return ".";
    }
    try (Stream<Path> here = Files.list(console.path(""))) {
      List<String> folders =
          here.filter(path -> Files.exists(path.resolve(PipelineFolder.PIPELINE_FILE)))
              .map(path -> String.valueOf(path.getFileName()))
              .sorted()
              .toList();
      if (folders.size() == 1) {
        return folders.get(0);
      }
      throw Failure.wronglyAsked(
          "no folder named, and %s here has a %s: name one",
          folders.isEmpty() ? "none" : "more than one (%s)".formatted(String.join(", ", folders)),
          PipelineFolder.PIPELINE_FILE);
    } catch (IOException e) {
      throw Failure.wrong("%s: %s", console.path("").toAbsolutePath(), e.getMessage());
    }
  }
}
