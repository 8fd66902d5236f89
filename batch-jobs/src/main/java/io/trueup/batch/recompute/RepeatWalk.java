package io.trueup.batch.recompute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the repeats among sightings in their order: of each id all but the first, as far as they
 * are of an epoch or a later one. In memory it holds of one id a time by shard, and the marks of
 * the repeats. For one thread.
 */
final class RepeatWalk {

  private final List<Marked> marks = new ArrayList<>();
  private final Map<String, Long> newest = new HashMap<>();
  private @Nullable Sighting before;

  private final long from;

  private RepeatWalk(long from) {
    this.from = from;
  }

  static Repeats over(Iterator<Seen> sightings, long from) {
    RepeatWalk walk = new RepeatWalk(from);
    sightings.forEachRemaining(each -> walk.see(each.sighting(), each.arrival(), each.window()));
    return Repeats.of(walk.marks);
  }

  private void see(Sighting sighting, long arrival, long window) {
    if (before != null && sighting.isOfSameId(before)) {
      if (sighting.epoch() >= from) {
        Repeat repeat = repeat(newest.get(sighting.shard()), arrival, window);
        marks.add(new Marked(Mark.of(sighting.place()), repeat));
      }
    } else {
      newest.clear();
    }
    newest.put(sighting.shard(), arrival);
    before = sighting;
  }

  /** As the speed layer decides: by the newest one before on the same shard, if there is any. */
  private static Repeat repeat(@Nullable Long newest, long arrival, long window) {
    if (newest == null) {
      return Repeat.ACROSS_SHARDS;
    }
    return window > 0 && newest >= arrival - window ? Repeat.IN_WINDOW : Repeat.BEYOND_WINDOW;
  }
}
