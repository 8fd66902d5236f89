package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import io.trueup.time.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which definitions are in force when: who comes first, who joins, who may be closed. */
class InForceTest {

  private static final Span EPOCH = new Span(5_000);

  /** In epoch 100. */
  private static final long NOW = 502_000;

  private final MemoryTable control = new MemoryTable();

  @Test
  void establish_nobodyBefore_isMineFromTheFirstRecordOn() {
    assertThat(InForce.read(control)).isEmpty();
    assertThat(establish("f1")).isEqualTo(deployed("f1"));
    assertThat(InForce.read(control)).contains(deployed("f1"));
  }

  @Test
  void establish_same_changesNothing() {
    establish("f1");
    assertThat(establish("f1")).isEqualTo(deployed("f1"));
    assertThat(InForce.read(control)).contains(deployed("f1"));
  }

  /** Whoever comes first decides from when on; the others take what is stored. */
  @Test
  void establish_another_joinsFromAnEpochToComeOnce() {
    establish("f1");
    InForce joined = establish("f2");
    assertThat(joined.tenures())
        .containsExactly(
            Tenure.from(0, "f1", "s3://assets/f1.zip"),
            Tenure.from(102, "f2", "s3://assets/f2.zip"));
    assertThat(InForce.establish(control, deployed("f2"), 9_000_000)).isEqualTo(joined);
    assertThat(InForce.establish(control, deployed("f1"), 9_000_000)).isEqualTo(joined);
  }

  @Test
  void establish_clockBehind_joinsNotBeforeTheOneBefore() {
    establish("f1");
    establish("f2");
    InForce joined = InForce.establish(control, deployed("f3"), 0);
    assertThat(joined.tenures()).extracting(Tenure::from).containsExactly(0L, 102L, 102L);
  }

  @Test
  void establish_anotherEpoch_failsAndNamesBoth() {
    establish("f1");
    assertThatThrownBy(
            () -> InForce.establish(control, InForce.first(new Span(1_000), "f2", "l"), NOW))
        .hasMessage("an epoch of 1s is deployed, expected 5s as since the first record");
    assertThat(InForce.read(control)).contains(deployed("f1"));
  }

  @Test
  void establish_closedBefore_isATenureOfItsOwn() {
    establish("f1");
    InForce two = establish("f2");
    two.swap(control, two.closed(two.first(), 105));
    InForce again = InForce.establish(control, deployed("f1"), 600_000);
    assertThat(again.tenures()).extracting(Tenure::from).containsExactly(0L, 102L, 122L);
    assertThat(again.open("f1").map(Tenure::from)).contains(122L);
    assertThat(again.at(104)).extracting(Tenure::fingerprint).containsExactly("f1", "f2");
    assertThat(again.at(105)).extracting(Tenure::fingerprint).containsExactly("f2");
    assertThat(again.at(122)).extracting(Tenure::fingerprint).containsExactly("f2", "f1");
  }

  @Test
  void swap_changedMeanwhile_refused() {
    InForce read = establish("f1");
    establish("f2");
    Outcome outcome = read.swap(control, read.claimed(read.first(), 3));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void names_firstAlone_isNone() {
    establish("f1");
    InForce two = establish("f2");
    assertThat(two.names(two.at(1))).isEmpty();
    assertThat(two.names(two.at(102))).containsExactly("f1", "f2");
    assertThat(two.of(List.of())).isEqualTo(two.at(1));
    assertThat(two.of(List.of("f2"))).containsExactly(two.tenures().get(1));
    assertThatThrownBy(() -> two.of(List.of("f9"))).hasMessageContaining("definition f9");
  }

  @Test
  void serving_pointer_isOfItsVersionsDefinitionWhileOpen() {
    establish("f1");
    InForce two = establish("f2");
    Tenure second = two.tenures().get(1);
    assertThat(two.serving(Pointer.FIRST)).contains(two.first());
    assertThat(two.serving(pointer(Optional.empty()))).contains(two.first());
    assertThat(two.serving(pointer(Optional.of("f2")))).contains(second);
    assertThat(two.closed(two.first(), 200).serving(Pointer.FIRST)).isEmpty();
    assertThat(two.closed(second, 200).serving(pointer(Optional.of("f2")))).isEmpty();
  }

  @Test
  void isIdle_namedOrClaimed_isNot() {
    establish("f1");
    InForce two = establish("f2");
    Tenure second = two.tenures().get(1);
    assertThat(two.isIdle(two.first(), Pointer.FIRST)).isFalse();
    assertThat(two.isIdle(second, Pointer.FIRST)).isTrue();
    Pointer swapped = pointer(Optional.of("f2"));
    assertThat(two.isIdle(second, swapped)).isFalse();
    assertThat(two.isIdle(two.first(), swapped)).isTrue();
    Pointer kept = swapped.swappedTo(version("v2", Optional.of("f3")), 3);
    assertThat(two.isIdle(second, kept)).isFalse();
  }

  @Test
  void maySwap_openAndNamedOrClaimed_onlyThen() {
    establish("f1");
    InForce two = establish("f2");
    Tenure second = two.tenures().get(1);
    Pointer named = pointer(Optional.of("f2"));
    assertThat(two.maySwap("f2", named)).isTrue();
    assertThat(two.maySwap("f2", Pointer.FIRST)).isFalse();
    assertThat(two.claimed(second, 0).maySwap("f2", Pointer.FIRST)).isTrue();
    assertThat(two.claimed(second, 0).maySwap("f2", pointer(Optional.of("f3")))).isFalse();
    assertThat(two.closed(second, 200).maySwap("f2", named)).isFalse();
    assertThat(two.maySwap("f9", named)).isFalse();
  }

  /** A run that claimed at a generation swaps from that or never. */
  @Test
  void isIdle_claimed_onceTheGenerationHasGoneBy() {
    establish("f1");
    InForce two = establish("f2");
    InForce claimed = two.claimed(two.first(), 1);
    assertThat(claimed.isIdle(claimed.first(), pointer(Optional.of("f2")))).isFalse();
    Pointer later = pointer(Optional.of("f2")).resumed();
    assertThat(claimed.isIdle(claimed.first(), later)).isTrue();
    InForce closed = claimed.closed(claimed.first(), 200);
    assertThat(closed.isIdle(closed.first(), later)).isFalse();
  }

  private static Pointer pointer(Optional<String> definition) {
    return Pointer.FIRST.swappedTo(version("v1", definition), 3);
  }

  private static Version version(String id, Optional<String> definition) {
    return new Version(
        id, List.of(new Segment(id, 0, 9)), definition, Map.of(), Version.CrossCheck.CHECKED, 0);
  }

  private InForce establish(String fingerprint) {
    return InForce.establish(control, deployed(fingerprint), NOW);
  }

  private static InForce deployed(String fingerprint) {
    return InForce.first(EPOCH, fingerprint, "s3://assets/%s.zip".formatted(fingerprint));
  }
}
