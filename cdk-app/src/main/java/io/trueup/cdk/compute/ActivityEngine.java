package io.trueup.cdk.compute;

import java.util.List;
import java.util.Map;

/** Recomputes wherever a worker polls the activity; the worker brings its own permissions. */
final class ActivityEngine {

  /**
   * A worker that is silent for so long, six of its beats, is taken for dead, and its task given to
   * another.
   */
  private static final int HEARTBEAT_SECONDS = 30;

  private ActivityEngine() {}

  static Recompute on(String activityArn, String task) {
    return new Recompute(
        Map.of(
            "Type",
            "Task",
            "Resource",
            "${Activity}",
            "Arguments",
            "{%% %s %%}".formatted(task),
            "HeartbeatSeconds",
            HEARTBEAT_SECONDS),
        Map.of("Activity", activityArn),
        List.of());
  }
}
