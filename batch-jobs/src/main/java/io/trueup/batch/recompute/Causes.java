package io.trueup.batch.recompute;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many records repeat an earlier one, by where that is: on the same shard within the window,
 * which the speed layer left out as well; on the same shard, longer ago; on other shards only.
 */
record Causes(long inWindow, long beyondWindow, long acrossShards) {

  static final Causes NONE = new Causes(0, 0, 0);

  long all() {
    return inWindow + beyondWindow + acrossShards;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("in_window", inWindow);
    json.put("beyond_window", beyondWindow);
    json.put("across_shards", acrossShards);
    return json;
  }
}
