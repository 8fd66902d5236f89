package io.trueup.demo.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.cli.send.Packing;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One flight of the input: its row number, its departure in milliseconds since 1970, its delay in
 * minutes, its distance in miles, and two airports. Any of them but the number may be unknown.
 */
public record Flight(
    long id,
    @Nullable Long departure,
    @Nullable Long delay,
    @Nullable Long distance,
    @Nullable String origin,
    @Nullable String destination) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The event as a producer sends it, with the origin as partition key (else the id). */
  public Packing.Entry entry() {
    boolean hasOrigin = origin != null && !origin.isEmpty();
    return new Packing.Entry(hasOrigin ? String.valueOf(origin) : String.valueOf(id), event());
  }

  private byte[] event() {
    ObjectNode event = JSON.createObjectNode();
    event.put("id", id);
    event.put("departure", departure);
    event.put("delay", delay);
    event.put("distance", distance);
    event.put("origin", origin);
    event.put("destination", destination);
    try {
      return JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("flight %d as JSON".formatted(id), e);
    }
  }
}
