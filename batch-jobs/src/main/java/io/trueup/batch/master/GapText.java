package io.trueup.batch.master;

import io.trueup.store.Json;
import io.trueup.store.ShardEpoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gaps of an edition as text: {@code {"SHARD": [[FROM, TO], …], …}}, stretches of epochs, TO
 * not among them. A layer that was down for long leaves one stretch a shard.
 */
final class GapText {

  private GapText() {}

  static String of(Set<ShardEpoch> gaps) {
    Map<String, List<List<Long>>> stretches = new LinkedHashMap<>();
    for (ShardEpoch gap : new TreeSet<>(gaps)) {
      List<List<Long>> some = stretches.computeIfAbsent(gap.shard(), any -> new ArrayList<>());
      int last = some.size() - 1;
      if (last >= 0 && some.get(last).get(1) == gap.epoch()) {
        some.set(last, List.of(some.get(last).get(0), gap.epoch() + 1));
      } else {
        some.add(List.of(gap.epoch(), gap.epoch() + 1));
      }
    }
    return Json.write(stretches);
  }

  static Set<ShardEpoch> parse(String text) {
    Set<ShardEpoch> gaps = new TreeSet<>();
    Json.object(text)
        .forEach(
            (shard, stretches) -> {
              for (Object stretch : (List<?>) stretches) {
                List<?> ends = (List<?>) stretch;
                long to = ((Number) ends.get(1)).longValue();
                for (long epoch = ((Number) ends.get(0)).longValue(); epoch < to; epoch++) {
                  gaps.add(new ShardEpoch(shard, epoch));
                }
              }
            });
    return gaps;
  }
}
