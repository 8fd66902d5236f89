package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Pointer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinTest {

  private final Served served = new Served();

  @Test
  void in_thePointerItIsOf_isItWithoutWhatWasKept() {
    Pointer now = after(3, 6);
    Pin pin = Pin.of(now);
    assertThat(pin).isEqualTo(new Pin(2, Optional.of("v6"), Pointer.Hold.FREE));
    assertThat(pin.in(now)).contains(new Pointer(2, now.version(), List.of(), Pointer.Hold.FREE));
  }

  @Test
  void in_aPointerThatKeepsItsVersion_isThatOfThen() {
    Pin pin = Pin.of(after(3));
    Pointer now = after(6);
    Pointer then = pin.in(now).orElseThrow();
    assertThat(then.generation()).isEqualTo(1);
    assertThat(then.version()).isEqualTo(Optional.of(now.previous().get(0)));
    assertThat(then.cut()).isEqualTo(3);
  }

  @Test
  void in_aPointerWithoutItsVersion_isGone() {
    Pin pin = Pin.of(after(3));
    assertThat(pin.in(after(4, 5, 6))).isEmpty();
  }

  @Test
  void in_ofAGenerationToCome_isGone() {
    Pointer now = after(3);
    assertThat(new Pin(1, Optional.of("v3"), Pointer.Hold.FREE).in(now)).isPresent();
    assertThat(new Pin(2, Optional.of("v3"), Pointer.Hold.FREE).in(now)).isEmpty();
  }

  @Test
  void in_ofTheTimeBeforeTheFirstVersion_isTheFirstPointer() {
    Pin pin = Pin.of(Pointer.FIRST);
    assertThat(pin.in(Pointer.FIRST)).contains(Pointer.FIRST);
    assertThat(pin.in(after(3))).contains(Pointer.FIRST);
  }

  @Test
  void in_pinnedByARollback_staysPinned() {
    Pin pin = new Pin(1, Optional.of("v3"), Pointer.Hold.PINNED);
    assertThat(pin.in(after(3)).orElseThrow().hold()).isEqualTo(Pointer.Hold.PINNED);
  }

  @Test
  void new_versionAndGenerationThatDoNotBelongTogether_isRefused() {
    assertThatThrownBy(() -> new Pin(-1, Optional.empty(), Pointer.Hold.FREE))
        .hasMessageContaining("pin of generation -1");
    assertThatThrownBy(() -> new Pin(0, Optional.of("v"), Pointer.Hold.FREE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pin(1, Optional.empty(), Pointer.Hold.FREE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takeAgain_afterASwap_readsByThePinUntilItIsGone() {
    Pin pin = Pin.of(after(3));
    after(6);
    Snapshot again = again(pin).orElseThrow();
    assertThat(again.pointer().cut()).isEqualTo(3);
    assertThat(again.certificate().generation()).isEqualTo(1);

    after(7, 8, 9);
    assertThat(again(pin)).isEmpty();
  }

  private Optional<Snapshot> again(Pin pin) {
    return Snapshot.takeAgain(
        pin,
        served.control,
        new RecentHeads(served.control, served.library),
        Served.EPOCHS,
        Served.RETENTION,
        0);
  }

  /** The pointer after swaps to versions up to some cuts; it keeps two. */
  private Pointer after(long... cuts) {
    for (long cut : cuts) {
      served.trueUp(List.of(), cut);
    }
    return Pointer.read(served.control);
  }
}
