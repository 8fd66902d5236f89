package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which definitions are in force for which epochs, in the order in which they came, and how long an
 * epoch is: the one control item, made by the first consumer and the same for all. The first
 * definition is in force from epoch 0 on. Tenures are added and closed, and none is ever dropped:
 * records of old epochs were counted by them.
 */
public record InForce(Span epoch, List<Tenure> tenures) {

  /**
   * How many epochs a definition begins or ends after the present one, so that both layers have
   * heard of it before. Nothing relies on that: ledger entries say by which definitions records
   * were taken.
   */
  public static final long NOTICE = 2;

  private static final Key KEY = new Key("control", "control");

  public InForce {
    tenures = List.copyOf(tenures);
    if (tenures.isEmpty() || tenures.get(0).from() != 0) {
      throw new IllegalArgumentException(
          "definitions in force %s, expected a first one from epoch 0 on".formatted(tenures));
    }
  }

  /** One definition from the first record on. */
  public static InForce first(Span epoch, String fingerprint, String location) {
    return new InForce(epoch, List.of(Tenure.from(0, fingerprint, location)));
  }

  public static Optional<InForce> read(Table control) {
    return control.read(KEY).map(InForce::of);
  }

  /**
   * What is in force, {@code mine} among it: from the first record on if nobody came before, else,
   * if it is not in force yet, some epochs after the one of {@code now} in milliseconds. Fails when
   * the first one had another length of epochs, which would give records other epochs than their
   * ledgers have.
   */
  public static InForce establish(Table control, InForce mine, long now) {
    Optional<InForce> stored = read(control);
    while (true) {
      stored.ifPresent(mine::requireEpochOf);
      InForce next = stored.map(it -> it.joinedBy(mine.tenures.get(0), now)).orElse(mine);
      if (stored.filter(next::equals).isPresent()) {
        return next;
      }
      if (!(next.put(control, stored) instanceof Outcome.Refused refused)) {
        return next;
      }
      stored = refused.stored().map(InForce::of);
    }
  }

  /** Fails unless what is in force has epochs of this length. */
  public void requireEpochOf(InForce stored) {
    if (!stored.epoch.equals(epoch)) {
      throw new IllegalStateException(
          "an epoch of %s is deployed, expected %s as since the first record"
              .formatted(epoch, stored.epoch));
    }
  }

  private InForce joinedBy(Tenure mine, long now) {
    if (open(mine.fingerprint()).isPresent()) {
      return this;
    }
    List<Tenure> joined = new ArrayList<>(tenures);
    long from = Math.max(new Epochs(epoch).of(now) + NOTICE, newest().from());
    joined.add(Tenure.from(from, mine.fingerprint(), mine.location()));
    return new InForce(epoch, joined);
  }

  /** The definitions in force for an epoch, in the order in which they came. */
  public List<Tenure> at(long epoch) {
    return tenures.stream().filter(tenure -> tenure.has(epoch)).toList();
  }

  /** The first definition, which serves as long as there is no version. */
  public Tenure first() {
    return tenures.get(0);
  }

  private Tenure newest() {
    return tenures.get(tenures.size() - 1);
  }

  /** The newest tenure of a fingerprint. */
  public Optional<Tenure> named(String fingerprint) {
    return tenures.stream()
        .filter(tenure -> tenure.fingerprint().equals(fingerprint))
        .reduce((older, newer) -> newer);
  }

  /** The tenure of a fingerprint that is not closed. */
  public Optional<Tenure> open(String fingerprint) {
    return named(fingerprint).filter(Tenure::isOpen);
  }

  /**
   * The tenure of the definition that answers are made by as a pointer says; empty when it is
   * closed, and live numbers may lack records.
   */
  public Optional<Tenure> serving(Pointer pointer) {
    return pointer
        .version()
        .flatMap(Version::definition)
        .map(this::open)
        .orElseGet(() -> Optional.of(first()).filter(Tenure::isOpen));
  }

  /** Whether a pointer names a version of a tenure's definition, served or kept. */
  public boolean isNamed(Tenure tenure, Pointer pointer) {
    if (pointer.version().isEmpty()) {
      return tenure.equals(first());
    }
    return pointer.versions().stream()
        .map(version -> version.definition().orElse(first().fingerprint()))
        .anyMatch(tenure.fingerprint()::equals);
  }

  /** The fingerprints of tenures as a ledger entry names them: none for the first one alone. */
  public List<String> names(List<Tenure> some) {
    List<String> names = some.stream().map(Tenure::fingerprint).toList();
    return names.equals(List.of(first().fingerprint())) ? List.of() : names;
  }

  /** The tenures that a ledger entry names. */
  public List<Tenure> of(List<String> names) {
    return names.isEmpty()
        ? List.of(first())
        : names.stream().map(name -> named(name).orElseThrow(() -> unknown(name))).toList();
  }

  private IllegalStateException unknown(String fingerprint) {
    return new IllegalStateException(
        "definition %s, expected one of %s".formatted(fingerprint, tenures));
  }

  /** This with a tenure claimed for a run that swaps from a generation of the pointer, or never. */
  public InForce claimed(Tenure tenure, long generation) {
    return with(tenure, it -> it.claimed(generation));
  }

  /** This with a tenure closed at an epoch. */
  public InForce closed(Tenure tenure, long epoch) {
    return with(tenure, it -> it.closed(epoch));
  }

  private InForce with(Tenure tenure, UnaryOperator<Tenure> change) {
    return new InForce(
        epoch, tenures.stream().map(it -> it.equals(tenure) ? change.apply(it) : it).toList());
  }

  /**
   * Whether nobody needs live numbers of a tenure any more: it is open, the pointer names no
   * version of it, and no run may yet swap to one. The pointer is to be read after this was: then a
   * claim that is not in this makes a swap of this fail.
   */
  public boolean isIdle(Tenure tenure, Pointer pointer) {
    return tenure.isOpen()
        && !isNamed(tenure, pointer)
        && !tenure.isClaimedAt(pointer.generation());
  }

  /**
   * Whether a run may swap from a pointer to a version of a definition: it is open, and stays so
   * while that is the pointer, as one that the pointer names or that is claimed.
   */
  public boolean maySwap(String fingerprint, Pointer from) {
    return open(fingerprint)
        .filter(it -> isNamed(it, from) || it.isClaimedAt(from.generation()))
        .isPresent();
  }

  /** Replaces this by the next one, unless anything has changed since it was read. */
  public Outcome swap(Table control, InForce next) {
    return next.put(control, Optional.of(this));
  }

  private Outcome put(Table control, Optional<InForce> over) {
    return control.write(
        item(),
        over.<Condition>map(it -> new Condition.Equal("definitions", new Value.Text(it.text())))
            .orElseGet(Condition.Absent::new));
  }

  private String text() {
    return Json.write(tenures.stream().map(Tenure::json).toList());
  }

  /** Readers of version 1 know the first definition alone. */
  private Item item() {
    return Item.of(
        KEY,
        Map.of(
            "v", new Value.Whole(tenures.size() == 1 ? 1 : 2),
            "epoch", new Value.Text(epoch.toString()),
            "definitions", new Value.Text(text())));
  }

  private static InForce of(Item item) {
    Format.check(item, 2);
    return new InForce(
        Span.parse(item.text("epoch")),
        Json.list(item.text("definitions")).stream()
            .map(each -> Tenure.of((Map<?, ?>) each))
            .toList());
  }
}
