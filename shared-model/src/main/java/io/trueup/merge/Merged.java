package io.trueup.merge;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recomputed;
import io.trueup.aggregate.State;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cell so far; {@code exact} only while it is one segment's, untouched. {@code
 * bytes} has the largest state that is stored of it.
 */
record Merged(
    long bucket,
    State state,
    Row.Standing standing,
    Optional<Map<String, @Nullable Object>> exact,
    long bytes) {

  static Merged recomputed(long bucket, byte[] stored, Measures measures) {
    Recomputed cell = measures.decodeRecomputed(stored);
    return new Merged(
        bucket, cell.state(), Row.Standing.EXACT, Optional.of(cell.values()), stored.length);
  }

  static Merged live(long bucket, byte[] stored, Measures measures) {
    return new Merged(
        bucket, measures.decode(stored), Row.Standing.LIVE, Optional.empty(), stored.length);
  }

  Merged plus(Merged other, Measures measures) {
    Row.Standing untouched = measures.areSketched() ? Row.Standing.ESTIMATED : Row.Standing.EXACT;
    return new Merged(
        bucket,
        measures.merge(state, other.state),
        other.standing == Row.Standing.LIVE ? Row.Standing.LIVE : untouched,
        Optional.empty(),
        Math.max(bytes, other.bytes));
  }

  Row row(Measures measures) {
    return exact
        .map(values -> new Row(bucket, standing, values, Map.of()))
        .orElseGet(() -> new Row(bucket, standing, measures.values(state), measures.bounds(state)));
  }
}
