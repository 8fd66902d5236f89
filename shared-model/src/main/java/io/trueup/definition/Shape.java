package io.trueup.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is read of an Avro record: its leaves, and records in it with theirs. Depth first, so that
 * the leaves of one record are neighbours: {@code blank.length} of them from index {@code first}.
 *
 * <p>{@code blank} is what the leaves are when the object is there and nothing stands in it: the
 * schema's default, else null where that is allowed, else {@link #MISSING}. A record within itself,
 * arrays, maps, plain bytes and unions of several types have no leaves: they may stand in the
 * schema and in events, and nothing reads or checks them.
 */
public record Shape(int first, Map<String, Part> parts, @Nullable Object[] blank) {

  /** Stands for a value that the schema demands and that is not there. */
  public static final Object MISSING =
      new Object() {
        @Override
        public String toString() {
          return "missing";
        }
      };

  /** A member of a record, by its name in the record. */
  public sealed interface Part {

    /** What people call it. */
    String what();

    /** A single value; {@code nullable} when it may itself be null where its record is not. */
    record Leaf(Field field, boolean nullable) implements Part {
      @Override
      public String what() {
        return "a " + Kinds.word(field.kind());
      }
    }

    /** A record; {@code nullable} when it may itself be null. */
    record Nested(String path, Shape shape, boolean nullable) implements Part {
      @Override
      public String what() {
        return "a record";
      }
    }

    /** What is not read, {@code an array}. */
    record Unread(String what) implements Part {}
  }

  public Shape {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** The shape of a record's schema; throws AvroRuntimeException when a default is no value. */
  public static Shape of(Schema schema) {
    return new ShapeBuilder().build(schema);
  }

  /** The leaves of this record and of all in it, in the order of their indexes. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Part part : parts.values()) {
      if (part instanceof Part.Leaf leaf) {
        fields.add(leaf.field());
      } else if (part instanceof Part.Nested nested) {
        fields.addAll(nested.shape().fields());
      }
    }
    return fields;
  }

  /** The part at a path from here. */
  Optional<Part> part(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return Optional.ofNullable(parts.get(path));
    }
    return parts.get(path.substring(0, dot)) instanceof Part.Nested nested
        ? nested.shape().part(path.substring(dot + 1))
        : Optional.empty();
  }

  /** The paths of the leaves. */
  List<String> paths() {
    return fields().stream().map(Field::path).toList();
  }
}
