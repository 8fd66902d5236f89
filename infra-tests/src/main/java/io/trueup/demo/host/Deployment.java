package io.trueup.demo.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a deployed pipeline is reached by: the outputs of its stacks by name. */
public record Deployment(Map<String, String> outputs) {

  public Deployment {
    outputs = Map.copyOf(outputs);
  }

  /** Reads the file that {@code cdk deploy --outputs-file} wrote. */
  public static Deployment read(Path file) {
    Map<String, String> outputs = new TreeMap<>();
    try {
      JsonNode stacks = new ObjectMapper().readTree(file.toFile());
      for (JsonNode stack : stacks) {
        stack.properties().forEach(entry -> outputs.put(entry.getKey(), entry.getValue().asText()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("read of the stacks' outputs in " + file, e);
    }
    return new Deployment(outputs);
  }

  public String output(String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new Failure("the stacks put out %s, expected %s too".formatted(outputs.keySet(), name));
    }
    return value;
  }
}
