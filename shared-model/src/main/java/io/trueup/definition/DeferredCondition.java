package io.trueup.definition;

import io.trueup.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition that was found right before, and is compiled when it is first needed: most of those
 * who read a definition ask no condition, and to compile one takes a process about a second.
 */
final class DeferredCondition implements Condition {

  private final String text;
  private final List<Field> fields;
  private volatile @Nullable Condition compiled;

  /** The condition of a text over the fields of an event. */
  DeferredCondition(String text, List<Field> fields) {
    this.text = text;
    this.fields = List.copyOf(fields);
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public boolean holds(Event event) {
    return compiled().holds(event);
  }

  @Override
  public void prepare() {
    compiled();
  }

  private Condition compiled() {
    Condition known = compiled;
    if (known != null) {
      return known;
    }
    CelCompilation compilation = CelCompilation.of(text, fields);
    Condition made =
        compilation
            .condition()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "compile '%s': %s, expected a condition that was found right before"
                            .formatted(text, compilation.flaws())));
    compiled = made;
    return made;
  }
}
