package io.trueup.batch.recompute;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import io.trueup.aggregate.Measures;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import io.trueup.store.CellKey;
import io.trueup.time.Buckets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns archive lines of epochs from one on into the states that the speed layer should have made
 * of them: by the text of their {@link PortionGroup}, whenever memory is full and at the end. For
 * one thread.
 */
final class Portions {

  private final Definition definition;
  private final Repeats repeats;
  private final long from;
  private final Map<PortionGroup, PortionStates> groups = new HashMap<>();
  private int count;

  private Portions(Definition definition, Repeats repeats, long from) {
    this.definition = definition;
    this.repeats = repeats;
    this.from = from;
  }

  static Iterator<Part> of(
      Iterator<ArchiveLine> lines, Definition definition, Repeats repeats, long from) {
    return of(lines, definition, repeats, from, Parts.MOST);
  }

  /** As above, with so many states before memory is full. */
  static Iterator<Part> of(
      Iterator<ArchiveLine> lines, Definition definition, Repeats repeats, long from, int most) {
    Portions portions = new Portions(definition, repeats, from);
    return Iterators.concat(
        new AbstractIterator<Iterator<Part>>() {
          @Override
          protected @Nullable Iterator<Part> computeNext() {
            return lines.hasNext() ? portions.next(lines, most).iterator() : endOfData();
          }
        });
  }

  private List<Part> next(Iterator<ArchiveLine> lines, int most) {
    while (lines.hasNext() && count < most) {
      ArchiveLine line = lines.next();
      if (line.epoch() >= from) {
        StreamRecord record = new StreamRecord(line.position(), line.arrival(), line.data());
        if (definition.events().read(record, line.arrival()) instanceof Intake.Accepted accepted) {
          add(line, accepted.event());
        }
      }
    }
    List<Part> parts = new ArrayList<>();
    groups.forEach((group, states) -> parts.add(new Part(group.text(), states.encode())));
    groups.clear();
    count = 0;
    return parts;
  }

  private void add(ArchiveLine line, Event event) {
    Repeat repeat = repeats.of(line.shard(), line.position());
    if (repeat == Repeat.IN_WINDOW) {
      return;
    }
    List<View> views = definition.pipeline().views();
    for (int i = 0; i < views.size(); i++) {
      View view = views.get(i);
      if (view.countsLive(event)) {
        Measures measures = definition.measures().get(i);
        PortionStates states =
            groups.computeIfAbsent(
                PortionGroup.of(i, line.epoch(), CellKey.of(view, event)),
                any -> new PortionStates(measures));
        long bucket = Buckets.start(event.time(), view.finest().length());
        Portion portion = new Portion(line.epoch(), bucket, line.shard());
        count += states.has(portion, repeat) ? 0 : 1;
        states.put(portion, repeat, measures.add(states.of(portion, repeat), event));
      }
    }
  }
}
