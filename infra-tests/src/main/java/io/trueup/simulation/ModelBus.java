package io.trueup.simulation;

import io.trueup.port.Bus;
import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The model of EventBridge, which also judges what it is told: whatever is told again, by its id,
 * says the same.
 */
final class ModelBus implements Bus {

  private static final int A_CALL = 10;

  private final Turns calls;
  private final Map<String, Notice> told = new TreeMap<>();
  private Optional<Wrong> wrong = Optional.empty();

  ModelBus(Turns calls) {
    this.calls = calls;
  }

  @Override
  public void put(List<Notice> notices) {
    for (int from = 0; from < notices.size(); from += A_CALL) {
      List<Notice> call = notices.subList(from, Math.min(from + A_CALL, notices.size()));
      calls.write("put events", () -> take(call));
    }
  }

  private boolean take(List<Notice> call) {
    for (Notice notice : call) {
      Notice before = told.putIfAbsent(Json.text(Json.object(notice.detail()), "id"), notice);
      if (before != null && !before.equals(notice) && wrong.isEmpty()) {
        wrong = Optional.of(new Wrong("told %s, and by the same id %s".formatted(before, notice)));
      }
    }
    return true;
  }

  /** Fails where by one id two things were told: whoever told them would not let that through. */
  void look() {
    wrong.ifPresent(
        found -> {
          throw found;
        });
  }

  /** All that was told. */
  Digest digest() {
    return Digest.of(told);
  }

  /** The details of what was told of a run, looked at from outside. */
  List<Map<String, Object>> of(String run, String type) {
    List<Map<String, Object>> details = new ArrayList<>();
    for (Notice notice : told.values()) {
      Map<String, Object> detail = Json.object(notice.detail());
      if (notice.type().equals(type) && Json.text(detail, "run").equals(run)) {
        details.add(detail);
      }
    }
    return details;
  }
}
