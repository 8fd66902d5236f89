package io.trueup.batch.recompute;

import io.trueup.store.InForce;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tenure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * By which definition the archive's ledger has counted each (shard, epoch): mostly the newest that
 * was in force, and around a change now and then another, which its entry names.
 */
final class CountedBy implements Serializable {

  private static final long serialVersionUID = 1;

  private final ArrayList<Term> terms = new ArrayList<>();
  private final HashMap<ShardEpoch, String> others = new HashMap<>();

  /** A definition counts from an epoch on, until another does. */
  private record Term(long from, String fingerprint) implements Serializable {}

  CountedBy(InForce inForce) {
    inForce.tenures().stream()
        .flatMapToLong(CountedBy::turns)
        .sorted()
        .distinct()
        .forEach(
            epoch -> {
              List<Tenure> at = inForce.at(epoch);
              if (!at.isEmpty()) {
                terms.add(new Term(epoch, at.get(at.size() - 1).fingerprint()));
              }
            });
  }

  private static LongStream turns(Tenure tenure) {
    return LongStream.concat(LongStream.of(tenure.from()), tenure.until().stream());
  }

  /** Takes note of an entry of the archive's ledger. */
  void add(LedgerEntry entry) {
    String fingerprint = entry.counting().orElse(terms.get(0).fingerprint());
    if (!inForce(entry.epoch()).equals(fingerprint)) {
      others.put(new ShardEpoch(entry.shard(), entry.epoch()), fingerprint);
    }
  }

  /** The fingerprints of all definitions that have counted below a cut. */
  Set<String> all(long cut) {
    Set<String> all = new HashSet<>(others.values());
    terms.stream().filter(term -> term.from() < cut).forEach(term -> all.add(term.fingerprint()));
    return all;
  }

  /** The fingerprint of the definition that has counted a (shard, epoch). */
  String at(ShardEpoch at) {
    String other = others.get(at);
    return other == null ? inForce(at.epoch()) : other;
  }

  private String inForce(long epoch) {
    String last = terms.get(0).fingerprint();
    for (Term term : terms) {
      last = term.from() <= epoch ? term.fingerprint() : last;
    }
    return last;
  }
}
