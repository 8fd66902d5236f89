package io.trueup.definition;

import io.trueup.definition.Shape.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Walks an Avro record once, depth first, into a {@link Shape}. For one use. */
final class ShapeBuilder {

  // Records that are being walked: one that stands within itself has no end.
  private final Deque<String> open = new ArrayDeque<>();
  private int leaves;

  Shape build(Schema schema) {
    return record(schema, "", false);
  }

  private Shape record(Schema schema, String prefix, boolean nullable) {
    int first = leaves;
    Map<String, Part> parts = new LinkedHashMap<>();
    List<@Nullable Object> blank = new ArrayList<>();
    open.push(schema.getFullName());
    for (Schema.Field member : schema.getFields()) {
      Schema own = withoutNull(member.schema());
      boolean mayBeNull = member.schema().isNullable();
      String path = prefix + member.name();
      Optional<Kind> kind = Kinds.of(own);
      if (kind.isPresent()) {
        Field field = new Field(leaves++, path, kind.get(), nullable || mayBeNull, own);
        parts.put(member.name(), new Part.Leaf(field, mayBeNull));
        blank.add(absentLeaf(member, own, mayBeNull));
      } else if (own.getType() == Schema.Type.RECORD && !open.contains(own.getFullName())) {
        Shape shape = record(own, path + ".", nullable || mayBeNull);
        parts.put(member.name(), new Part.Nested(path, shape, mayBeNull));
        blank.addAll(Arrays.asList(absentRecord(member, shape, mayBeNull)));
      } else {
        parts.put(member.name(), new Part.Unread(Kinds.describe(own)));
      }
    }
    open.pop();
    return new Shape(first, parts, blank.toArray());
  }

  /** The one type beside null; the schema itself when there are several. */
  private static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> types =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return types.size() == 1 ? types.get(0) : schema;
  }

  private static @Nullable Object absentLeaf(Schema.Field member, Schema own, boolean nullable) {
    if (member.hasDefaultValue()) {
      return DefaultValue.of(own, GenericData.get().getDefaultValue(member));
    }
    return nullable ? null : Shape.MISSING;
  }

  private static @Nullable Object[] absentRecord(
      Schema.Field member, Shape shape, boolean nullable) {
    @Nullable Object[] values = new Object[shape.blank().length];
    Arrays.fill(values, nullable ? null : Shape.MISSING);
    if (member.hasDefaultValue()) {
      fill(values, shape.first(), shape, GenericData.get().getDefaultValue(member));
    }
    return values;
  }

  /** Sets the leaves of a default; {@code values} begins with the leaf of index {@code first}. */
  private static void fill(
      @Nullable Object[] values, int first, Shape shape, @Nullable Object datum) {
    if (!(datum instanceof IndexedRecord record)) {
      int from = shape.first() - first;
      Arrays.fill(values, from, from + shape.blank().length, null);
      return;
    }
    shape
        .parts()
        .forEach(
            (name, part) -> {
              Object member = record.get(record.getSchema().getField(name).pos());
              if (part instanceof Part.Leaf leaf) {
                values[leaf.field().index() - first] =
                    DefaultValue.of(leaf.field().schema(), member);
              } else if (part instanceof Part.Nested nested) {
                fill(values, first, nested.shape(), member);
              }
            });
  }
}
