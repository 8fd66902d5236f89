package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownTest {

  private static final Digest A = Digest.of("a");
  private static final Digest B = Digest.of("b");
  private static final Digest C = Digest.of("c");

  @Test
  void goesOn_stateThatIsKnown_notWhereItStops() {
    Known stops = new Known(Known.Matching.STOPS);
    Known goesOn = new Known(Known.Matching.GOES_ON);

    assertThat(stops.goesOn(A)).isTrue();
    assertThat(stops.goesOn(A)).isFalse();
    assertThat(stops.goesOn(B)).isTrue();
    assertThat(goesOn.goesOn(A)).isTrue();
    assertThat(goesOn.goesOn(A)).isTrue();
    assertThat(goesOn.states()).containsExactly(A);
  }

  @Test
  void follows_anotherStateThanBefore_contradicted() {
    Known known = new Known(Known.Matching.GOES_ON);

    known.follows(A, C);
    known.follows(A, C);
    known.follows(B, C);
    assertThat(known.contradicted()).isEmpty();
    known.follows(A, B);

    assertThat(known.contradicted()).containsExactly(A);
  }
}
