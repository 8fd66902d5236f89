package io.trueup.notice;

import io.trueup.port.Bus;
import io.trueup.store.Json;
import io.trueup.store.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** That another version is served from now on; {@code cut} is when its cut's epoch begins. */
public record VersionSwapped(Swap swap, By by, Instant cut, Optional<Told> told) {

  public static final String TYPE = "Version swapped";

  /** What has swapped. */
  public enum By {
    TRUE_UP,
    /** A person, who pinned an older version. */
    ROLLBACK,
    /** A person, who let true-ups go on from it. */
    RESUME;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a true-up found, by its report: how many numbers of the version before it recomputed, and
   * how many of them it corrected; how many live numbers it compared, and how many of them
   * differed; and of how many notices were put, or not, as they are within the tolerance.
   */
  public record Told(
      String report,
      long recomputed,
      long corrected,
      long compared,
      long differing,
      int told,
      int tolerated) {}

  public Bus.Notice notice() {
    Version version = swap.version();
    Map<String, @Nullable Object> detail = new LinkedHashMap<>(swap.detail(List.of()));
    detail.put("by", by.word());
    detail.put("cut", cut.toString());
    detail.put("cross_checked", version.check() == Version.CrossCheck.CHECKED);
    detail.put("lost", version.lost());
    detail.put("divergence", version.divergence().orElse(null));
    detail.put("pinned", by == By.ROLLBACK);
    told.ifPresent(
        it -> {
          detail.put("recomputed", it.recomputed());
          detail.put("corrected", it.corrected());
          detail.put("compared", it.compared());
          detail.put("differing", it.differing());
          detail.put("told", it.told());
          detail.put("tolerated", it.tolerated());
          detail.put("report", it.report());
        });
    return new Bus.Notice(TYPE, Json.writeWhole(detail));
  }
}
