package io.trueup.definition;

import java.util.Map;
import java.util.Optional;

/**
 * What views read, as far as it could be read itself: a name, and the shape of its schema. The
 * event type is empty when something else in it is wrong; views are checked against it all the
 * same.
 */
record Source(String name, Shape shape, Optional<EventType> type) {

  /** The field that the cursor's text names; reports it when there is none. */
  Optional<Field> field(YamlCursor cursor, String path) {
    Map<String, Field> fields = shape.byPath();
    Field field = fields.get(path);
    if (field == null) {
      String unread = shape.unread().get(path);
      if (unread != null) {
        cursor.problem("'%s' is %s".formatted(path, unread), "a field with a single value");
      } else {
        cursor.unknown(
            "'%s' is no field of event '%s'".formatted(path, name), path, fields.keySet());
      }
    }
    return Optional.ofNullable(field);
  }

  Optional<Field> field(YamlCursor cursor) {
    return cursor.text().flatMap(path -> field(cursor, path));
  }
}
