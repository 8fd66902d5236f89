package io.trueup.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.definition.Pipeline;
import io.trueup.event.Position;
import io.trueup.merge.Snapshot;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import io.trueup.store.Tenure;
import io.trueup.store.Version;
import io.trueup.time.Epochs;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How a pipeline is doing: what it serves, by which definition, how far each layer has come on each
 * shard, and what each has counted in the newest {@value #EPOCHS} epochs of a shard, rejected
 * records by reason with the position of one that shows it.
 */
final class Status {

  private static final int EPOCHS = 288;

  private final Library library;
  private final Table control;
  private final Function<String, Table> segments;
  private final Epochs epochs;

  Status(Library library, Table control, Function<String, Table> segments, Epochs epochs) {
    this.library = library;
    this.control = control;
    this.segments = segments;
    this.epochs = epochs;
  }

  /** As of a time in milliseconds. */
  String json(Snapshot snapshot, long now) {
    Pipeline pipeline = library.load(snapshot.definition());
    List<Shard> shards =
        ShardMap.read(control).shards().values().stream()
            .sorted(Comparator.comparing(Shard::id))
            .toList();
    Optional<Waiting> waiting = Waiting.read(control, segments, now);
    return JsonText.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("pipeline", pipeline.name());
          json.writeStringField("fingerprint", pipeline.fingerprint());
          definitions(json, snapshot.definition());
          json.writeStringField("epoch", epochs.length().toString());
          json.writeFieldName("certificate");
          Rendering.certificate(json, snapshot.certificate());
          json.writeArrayFieldStart("kept");
          for (Version version : snapshot.pointer().previous()) {
            json.writeString(version.id());
          }
          json.writeEndArray();
          json.writeFieldName("waiting");
          if (waiting.isPresent()) {
            waiting.get().write(json);
          } else {
            json.writeNull();
          }
          json.writeObjectFieldStart("layers");
          for (Layer layer : Layer.values()) {
            json.writeFieldName(layer.word());
            layer(json, new Ledger(control, layer), shards);
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private void definitions(JsonGenerator json, Tenure served) throws IOException {
    json.writeArrayFieldStart("definitions");
    for (Tenure tenure : library.inForce().tenures()) {
      json.writeStartObject();
      json.writeStringField("fingerprint", tenure.fingerprint());
      json.writeStringField("from", start(tenure.from()));
      if (tenure.until().isPresent()) {
        json.writeStringField("until", start(tenure.until().getAsLong()));
      }
      json.writeBooleanField(
          "served", tenure.isOpen() && tenure.fingerprint().equals(served.fingerprint()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private String start(long epoch) {
    return Instant.ofEpochMilli(epochs.start(epoch)).toString();
  }

  private static void layer(JsonGenerator json, Ledger ledger, List<Shard> shards)
      throws IOException {
    Tally sum = Tally.NONE;
    Map<String, String> samples = new TreeMap<>();
    json.writeStartObject();
    json.writeArrayFieldStart("shards");
    for (Shard shard : shards) {
      List<LedgerEntry> newest = ledger.newest(shard.id(), EPOCHS);
      for (LedgerEntry entry : newest) {
        sum = sum.plus(entry.tally());
        entry.samples().forEach((sort, at) -> samples.put(sort, place(shard, at)));
      }
      head(json, shard, newest);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    for (Map.Entry<String, Long> count : new TreeMap<>(sum.counts()).entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("rejected");
    for (Map.Entry<String, String> sample : samples.entrySet()) {
      json.writeStartObject();
      json.writeStringField("reason", sample.getKey().substring(Tally.REJECTED.length()));
      json.writeNumberField("count", sum.count(sample.getKey()));
      json.writeStringField("sample", sample.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void head(JsonGenerator json, Shard shard, List<LedgerEntry> newest)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("shard", shard.id());
    if (!newest.isEmpty()) {
      LedgerEntry head = newest.get(0);
      json.writeStringField("position", head.applied().toString());
      json.writeNumberField("epoch", head.epoch());
      json.writeStringField("arrival", Instant.ofEpochMilli(head.arrival()).toString());
      json.writeNumberField("heartbeat", head.beat());
    }
    json.writeEndObject();
  }

  private static String place(Shard shard, Position position) {
    return shard.id() + " " + position;
  }
}
