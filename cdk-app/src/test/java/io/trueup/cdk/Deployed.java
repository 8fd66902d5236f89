package io.trueup.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

/** A deployment as its two templates, made from tiny files in place of jars. */
record Deployed(Template dataTemplate, JsonNode data, JsonNode compute) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static App app() {
    return new App(AppProps.builder().context(TrueupApp.FLAGS).build());
  }

  static Settings settings(Engine engine, Keeping keeping) {
    return settings(engine, Catalog.beside(engine), keeping);
  }

  static Settings settings(Engine engine, Catalog catalog, Keeping keeping) {
    return settings(engine, catalog, keeping, Load.WRITES);
  }

  /** With a budget where there is anything to write. */
  static Settings settings(Engine engine, Catalog catalog, Keeping keeping, Load load) {
    return new Settings(
        "flights",
        "flights",
        "f1",
        engine,
        catalog,
        new Shards.Provisioned(2),
        new Batching(500, 0, Span.parse("60s")),
        new Rhythm(
            Span.parse("5m"),
            Span.parse("10s"),
            Span.parse("1h"),
            Rhythm.Scheduling.ON,
            Span.parse("90s"),
            Span.parse("1h"),
            Span.parse("14d")),
        keeping,
        3,
        "default",
        new Recomputing(
            load,
            Optional.of(400).filter(units -> load == Load.WRITES),
            Optional.of(URI.create("https://lineage.example/"))));
  }

  /** Files whose content is the text, in a folder that may exist already. */
  static Artifacts artifacts(Path folder, String text) {
    try {
      Path pipeline = Files.createDirectories(folder.resolve("pipeline"));
      Files.writeString(pipeline.resolve("pipeline.yaml"), "pipeline: flights\n");
      return new Artifacts(
          Stream.of("speed", "archive", "serving", "heartbeat", "trueup")
              .collect(Collectors.toMap(name -> name, name -> jar(folder, name, text))),
          jar(folder, "job", text),
          Files.writeString(folder.resolve("Recompute.scala"), "script"),
          pipeline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Deployed of(Settings settings, Artifacts artifacts) {
    Deployment deployment = Deployment.of(app(), settings, artifacts);
    Template data = Template.fromStack(deployment.data());
    return new Deployed(
        data,
        JSON.valueToTree(data.toJSON()),
        JSON.valueToTree(Template.fromStack(deployment.compute()).toJSON()));
  }

  /** The resources of a type by logical id. */
  static Map<String, JsonNode> resources(JsonNode template, String type) {
    return template.path("Resources").properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The workflow's states by their names. */
  static JsonNode states(JsonNode compute) {
    String text =
        resources(compute, "AWS::StepFunctions::StateMachine")
            .values()
            .iterator()
            .next()
            .at("/Properties/DefinitionString")
            .asText();
    try {
      return JSON.readTree(text).path("States");
    } catch (IOException e) {
      throw new UncheckedIOException("workflow '%s', expected JSON".formatted(text), e);
    }
  }

  private static Path jar(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name + ".jar"), text + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
