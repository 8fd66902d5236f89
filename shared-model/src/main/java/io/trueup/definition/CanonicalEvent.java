package io.trueup.definition;

import io.trueup.definition.Shape.Part;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What of an event type decides which events count and what their values are, as canonical text:
 *
 * <pre>{@code
 * event 6:flight id 2:id time 9:departure key 6:origin ahead 3600000 window 3600000
 * discriminator 4:type 6:flight
 * leaf 5:delay long null absent null
 * record 4:item required
 * leaf 10:item.grade enum 1:A 1:B required absent missing
 * }</pre>
 *
 * <p>The {@code discriminator} line, its path and value, is there if one tells the type. A {@code
 * leaf} line has the path, the type, whether null may stand there, and the value when it is absent;
 * a {@code record} line is followed by the lines of its members, and ends with {@code absent PATH
 * VALUE} for each leaf in it when the whole record is absent. Members are in the order of their
 * names, symbols sorted. Documentation, aliases, namespaces and members that are not read are not
 * in it.
 */
final class CanonicalEvent {

  private final StringBuilder text = new StringBuilder();

  private CanonicalEvent() {}

  static String of(EventType type) {
    CanonicalEvent event = new CanonicalEvent();
    event.line(
        "event",
        Fingerprint.quoted(type.name()),
        "id",
        Fingerprint.quoted(type.id().path()),
        "time",
        Fingerprint.quoted(type.time().path()),
        "key",
        Fingerprint.quoted(type.key().path()),
        "ahead",
        Long.toString(type.maxAhead().toMillis()),
        "window",
        Long.toString(type.window().toMillis()));
    type.discriminator()
        .ifPresent(
            it ->
                event.line(
                    "discriminator",
                    Fingerprint.quoted(it.path()),
                    Fingerprint.quoted(it.value())));
    event.members(Shape.of(type.schema()));
    return event.text.toString();
  }

  private void members(Shape shape) {
    Map<String, Part> parts = new TreeMap<>(shape.parts());
    for (Part part : parts.values()) {
      if (part instanceof Part.Leaf leaf) {
        Field field = leaf.field();
        line(
            "leaf",
            Fingerprint.quoted(field.path()),
            type(field.schema()),
            leaf.nullable() ? "null" : "required",
            "absent",
            value(shape.blank()[field.index() - shape.first()]));
      } else if (part instanceof Part.Nested nested) {
        line("record", Fingerprint.quoted(nested.path()), nested.nullable() ? "null" : "required");
        members(nested.shape());
        nested.shape().fields().stream()
            .sorted(Comparator.comparing(Field::path))
            .forEach(
                field ->
                    line(
                        "absent",
                        Fingerprint.quoted(field.path()),
                        value(shape.blank()[field.index() - shape.first()])));
      }
    }
  }

  private static String type(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return "decimal %d %d".formatted(decimal.getPrecision(), decimal.getScale());
    }
    if (schema.getType() == Schema.Type.ENUM) {
      List<String> symbols = schema.getEnumSymbols().stream().sorted().toList();
      return "enum " + String.join(" ", symbols.stream().map(Fingerprint::quoted).toList());
    }
    if (TimeForm.of(schema).isPresent() || Kinds.isUuid(schema)) {
      return logical.getName();
    }
    return schema.getType().getName();
  }

  private static String value(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return value == Shape.MISSING ? "missing" : Fingerprint.quoted(value.toString());
  }

  private void line(String... words) {
    text.append(String.join(" ", Arrays.asList(words))).append('\n');
  }
}
