package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.InForce;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Tenure;
import io.trueup.store.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rule 12, for readers: a snapshot is by a definition that is filled up to its heads, or none. */
class SnapshotDefinitionTest {

  private final Served served = new Served();
  private InForce inForce = InForce.first(Served.EPOCHS.length(), "f1", "s3://1");

  /** What is known of heads and definitions may be half a second old, the pointer is new. */
  @Test
  void take_versionOfADefinitionThatCameJustNow_isFound() {
    RecentHeads recent =
        new RecentHeads(served.control, new Library(() -> inForce, any -> served.pipeline));
    assertThat(take(recent).definition()).isEqualTo(inForce.first());

    inForce =
        new InForce(inForce.epoch(), List.of(inForce.first(), Tenure.from(3, "f2", "s3://2")));
    serve("v5", "f2", 5);

    assertThat(take(recent).definition().fingerprint()).isEqualTo("f2");
  }

  /** Its live numbers may end before the heads; a run closes it after it has left the pointer. */
  @Test
  void take_definitionClosedMeanwhile_isThatOfTheNextPointer() {
    serve("v5", "f1", 5);
    InForce closed = closedFor("f2");
    AtomicInteger asked = new AtomicInteger();
    Library library =
        new Library(
            () -> {
              if (asked.incrementAndGet() == 3) {
                serve("v9", "f2", 9);
              }
              return closed;
            },
            any -> served.pipeline);

    Snapshot taken = take(new RecentHeads(served.control, library));

    assertThat(asked).as("two tries by the old pointer, each with heads read anew").hasValue(3);
    assertThat(taken.pointer().generation()).isEqualTo(2);
    assertThat(taken.definition().fingerprint()).isEqualTo("f2");
    assertThat(taken.certificate().cut()).isEqualTo(Instant.ofEpochMilli(Served.EPOCHS.start(9)));
  }

  @Test
  void take_definitionThatStaysClosed_failsAndNamesThePointer() {
    serve("v5", "f1", 5);
    AtomicInteger asked = new AtomicInteger();
    InForce closed = closedFor("f2");
    Library library =
        new Library(
            () -> {
              asked.incrementAndGet();
              return closed;
            },
            any -> served.pipeline);
    assertThatThrownBy(() -> take(new RecentHeads(served.control, library)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("v5")
        .hasMessageEndingWith("is not in force, expected it to be");
    assertThat(asked).as("three tries").hasValue(4);
  }

  @Test
  void takeAgain_pinnedToADefinitionThatIsClosed_none() {
    serve("v5", "f1", 5);
    InForce closed = closedFor("f2");
    RecentHeads recent =
        new RecentHeads(served.control, new Library(() -> closed, any -> served.pipeline));
    assertThat(
            Snapshot.takeAgain(
                Pin.of(Pointer.read(served.control)),
                served.control,
                recent,
                Served.EPOCHS,
                Served.RETENTION,
                0))
        .isEmpty();
  }

  private Snapshot take(RecentHeads recent) {
    return Snapshot.take(served.control, recent, Served.EPOCHS, Served.RETENTION, 0);
  }

  /** The first definition closed for another. */
  private InForce closedFor(String other) {
    InForce both =
        new InForce(inForce.epoch(), List.of(inForce.first(), Tenure.from(3, other, "s3://2")));
    return both.closed(both.first(), 7);
  }

  private void serve(String id, String definition, long cut) {
    served.swap(
        new Version(
            id,
            List.of(new Segment("segment-" + id, 0, cut)),
            Optional.of(definition),
            served.fingerprints(),
            Version.CrossCheck.CHECKED,
            0));
  }
}
