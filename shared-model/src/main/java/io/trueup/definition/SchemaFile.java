package io.trueup.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads the Avro schemas of a folder. */
record SchemaFile(PipelineFolder folder, Problems problems) {

  /** The record schema in the file that the cursor's text names, and its shape. */
  Optional<Loaded> load(YamlCursor cursor) {
    return cursor.text().flatMap(name -> load(cursor, name));
  }

  private Optional<Loaded> load(YamlCursor cursor, String name) {
    byte[] content = folder.files().get(name);
    if (content == null) {
      Collection<String> schemas =
          folder.files().keySet().stream().filter(file -> file.endsWith(".avsc")).sorted().toList();
      cursor.unknown("no file '%s' in the folder".formatted(name), name, schemas);
      return Optional.empty();
    }
    try {
      Schema schema = new Schema.Parser().parse(new String(content, StandardCharsets.UTF_8));
      if (schema.getType() == Schema.Type.RECORD) {
        return Optional.of(new Loaded(schema, Shape.of(schema)));
      }
      problem(name, 1, "a schema of type " + schema.getType().getName());
    } catch (AvroRuntimeException e) {
      problem(name, line(e), "'%s'".formatted(firstLine(e)));
    }
    return Optional.empty();
  }

  private void problem(String file, int line, String found) {
    problems.add(new Problem(file, line, "", found, "an Avro record schema", Optional.empty()));
  }

  private static int line(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
        return Math.max(0, json.getLocation().getLineNr());
      }
    }
    return 0;
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return List.of(message.split("\\R", 2)).get(0);
  }

  /** A schema and what is read of it. */
  record Loaded(Schema schema, Shape shape) {}
}
