package io.trueup.batch.recompute;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the live numbers of epochs in {@code from} to {@code to} (exclusive) are from the records
 * of the same epochs, like for like: {@code shardEpochs} are all that either ledger has of them,
 * {@code agreeing} those whose ledgers agree, as for a window before, and whose deltas are all
 * there, {@code expired} those whose deltas may be gone. {@code records} counts by cause.
 */
record Divergence(
    long from,
    long to,
    long agreeing,
    long shardEpochs,
    long expired,
    Compared compared,
    Map<Cause, Long> records) {

  /** A share is told by so many digits, however small it is. */
  private static final MathContext DIGITS = new MathContext(3);

  private static final String WHY =
      "the ledgers of both layers agree on these epochs and the archive holds what its ledger says:"
          + " the hot deltas are wrong";

  Divergence {
    records = Map.copyOf(records);
  }

  /** The share of pairs that differ without a cause; empty where none was compared. */
  Optional<BigDecimal> share() {
    if (agreeing == 0 && compared.pairs() == 0) {
      return Optional.empty();
    }
    long wrong = compared.differing(Cause.UNEXPLAINED);
    return Optional.of(
        wrong == 0
            ? BigDecimal.ZERO
            : new BigDecimal(wrong).divide(new BigDecimal(compared.pairs()), DIGITS));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", from);
    json.put("to", to);
    json.put("compared", agreeing);
    json.put("of", shardEpochs);
    json.put("expired", expired);
    json.put("pairs", compared.pairs());
    json.put("differing", compared.differing(Cause.UNEXPLAINED));
    json.put("share", share().map(BigDecimal::toPlainString).orElse(null));
    Map<String, Object> causes = new LinkedHashMap<>();
    for (Cause cause : Cause.values()) {
      Map<String, Long> counts = new TreeMap<>(Map.of("pairs", compared.differing(cause)));
      if (cause != Cause.UNEXPLAINED && cause != Cause.LEDGERS_CONTRADICT) {
        counts.put("records", records.getOrDefault(cause, 0L));
      }
      causes.put(cause.word(), counts);
    }
    json.put("causes", causes);
    if (compared.differing(Cause.UNEXPLAINED) > 0) {
      json.put("layer", "speed");
      json.put("why", WHY);
    }
    json.put("offenders", compared.offenders().stream().map(Offender::json).toList());
    return json;
  }
}
