package io.trueup.definition;

import io.trueup.definition.Shape.Part;
import java.util.Optional;

/**
 * What views read, as far as it could be read itself: a name, and the shape of its schema. The
 * event type is empty when something else in it is wrong; views are checked against it all the
 * same.
 */
record Source(String name, Shape shape, Optional<EventType> type) {

  /** The field that the cursor's text names; reports it when there is none. */
  Optional<Field> field(YamlCursor cursor, String path) {
    Part part = shape.part(path).orElse(null);
    if (part instanceof Part.Leaf leaf) {
      return Optional.of(leaf.field());
    }
    if (part instanceof Part.Nested nested) {
      cursor.problem("'%s' is a record".formatted(path), Words.oneOf(nested.shape().paths()));
    } else if (part instanceof Part.Unread unread) {
      cursor.problem("'%s' is %s".formatted(path, unread.what()), "a field with a single value");
    } else {
      cursor.unknown("'%s' is no field of event '%s'".formatted(path, name), path, shape.paths());
    }
    return Optional.empty();
  }

  Optional<Field> field(YamlCursor cursor) {
    return cursor.text().flatMap(path -> field(cursor, path));
  }
}
