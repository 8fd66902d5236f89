package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
import io.trueup.aggregate.Varint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The states of some portions of one key, those records apart that repeat another in one way. For
 * one thread.
 */
final class PortionStates {

  private final Measures measures;
  private final Map<Part, State> states = new HashMap<>();

  /** The records of a portion that repeat others in one way. */
  private record Part(Portion portion, Repeat repeat) {}

  PortionStates(Measures measures) {
    this.measures = measures;
  }

  State of(Portion portion, Repeat repeat) {
    State state = states.get(new Part(portion, repeat));
    return state == null ? measures.empty() : state;
  }

  void put(Portion portion, Repeat repeat, State state) {
    states.put(new Part(portion, repeat), state);
  }

  boolean has(Portion portion, Repeat repeat) {
    return states.containsKey(new Part(portion, repeat));
  }

  int size() {
    return states.size();
  }

  Set<Portion> portions() {
    Set<Portion> portions = new TreeSet<>(Portion.ORDER);
    states.keySet().forEach(part -> portions.add(part.portion()));
    return portions;
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<Part, State> each : states.entrySet()) {
        Portion portion = each.getKey().portion();
        Varint.write(portion.epoch(), out);
        Varint.writeSigned(portion.bucket(), out);
        Varint.writeBytes(portion.shard().getBytes(UTF_8), out);
        out.writeByte(each.getKey().repeat().code());
        Varint.writeBytes(measures.encode(each.getValue()), out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("encode portions in memory", impossible);
    }
    return bytes.toByteArray();
  }

  /** Merges what {@link #encode} wrote into these. */
  void merge(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      while (in.available() > 0) {
        long epoch = Varint.read(in);
        long bucket = Varint.readSigned(in);
        String shard = new String(Varint.readBytes(encoded.length, in), UTF_8);
        Part part = new Part(new Portion(epoch, bucket, shard), Repeat.of(in.readUnsignedByte()));
        State state = measures.decode(Varint.readBytes(encoded.length, in));
        states.merge(part, state, measures::merge);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "decode portions of %d bytes".formatted(encoded.length), broken);
    }
  }
}
