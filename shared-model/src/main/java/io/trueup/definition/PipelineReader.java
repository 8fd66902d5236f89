package io.trueup.definition;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a pipeline folder into a {@link Pipeline}, or into everything that is wrong with it. Never
 * fails for what stands in the files.
 */
public final class PipelineReader {

  private static final String FILE = PipelineFolder.PIPELINE_FILE;
  private static final List<String> MEMBERS =
      List.of("pipeline", "discriminator", "events", "views", "batch", "slo");

  private PipelineReader() {}

  public static Reading read(PipelineFolder folder) {
    return read(folder, Conditions::compiled);
  }

  /**
   * Reads again what {@link #read(PipelineFolder)} found right before, as its fingerprint is to
   * show: the conditions are not compiled before they are needed.
   */
  public static Reading readAgain(PipelineFolder folder) {
    return read(folder, Conditions::deferred);
  }

  private static Reading read(PipelineFolder folder, Conditions conditions) {
    Problems problems = new Problems(FILE);
    Optional<Pipeline> pipeline =
        compose(folder, problems).flatMap(root -> pipeline(folder, root, conditions, problems));
    List<Problem> found = problems.inOrder();
    return found.isEmpty() ? new Reading.Read(pipeline.orElseThrow()) : new Reading.Faulty(found);
  }

  private static Optional<Pipeline> pipeline(
      PipelineFolder folder, YamlCursor root, Conditions conditions, Problems problems) {
    YamlCursor.Members members = root.members(MEMBERS);
    Optional<String> name = members.required("pipeline").flatMap(PipelineReader::name);
    EventTypeReader reader =
        new EventTypeReader(new SchemaFile(folder, problems), members.optional("discriminator"));
    Map<String, Optional<Source>> sources =
        members.required("events").map(reader::read).orElse(Map.of());
    List<View> views =
        members.required("views").map(new ViewReader(sources, conditions)::read).orElse(List.of());
    List<EventType> events =
        sources.values().stream()
            .flatMap(Optional::stream)
            .flatMap(it -> it.type().stream())
            .toList();
    Duration window =
        events.stream().map(EventType::window).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    Batch batch = RhythmReader.batch(members.optional("batch"), window);
    Objectives objectives = RhythmReader.objectives(members.optional("slo"));
    // What is valid once built can't be built of what is wrong.
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Lateness> lateness = Lateness.of(events, views, objectives);
    String fingerprint = Fingerprint.ofPipeline(events, views, lateness);
    return name.map(
        it -> new Pipeline(it, events, views, batch, objectives, lateness, fingerprint));
  }

  private static Optional<String> name(YamlCursor cursor) {
    return cursor.text().filter(name -> Names.check(name, cursor));
  }

  private static Optional<YamlCursor> compose(PipelineFolder folder, Problems problems) {
    byte[] content = folder.files().get(FILE);
    if (content == null) {
      problems.add(0, "", "no such file", "the pipeline file in its folder", Optional.empty());
      return Optional.empty();
    }
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text(content)));
      if (root != null) {
        return Optional.of(YamlCursor.root(root, problems));
      }
      problems.add(1, "", "an empty file", "a mapping of names to values", Optional.empty());
    } catch (CharacterCodingException e) {
      problems.add(0, "", "bytes that are no UTF-8", "text in UTF-8", Optional.empty());
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(line, "", String.valueOf(e.getProblem()), "YAML", Optional.empty());
    } catch (YAMLException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.add(0, "", message, "YAML", Optional.empty());
    }
    return Optional.empty();
  }

  private static String text(byte[] content) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
  }
}
