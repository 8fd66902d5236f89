package io.trueup.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.Rejection;
import io.trueup.event.StreamRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixTest {

  private static final Intake REJECTED = new Intake.Rejected(Rejection.NO_ID, "");

  /** Vectors of github.com/spaolacci/murmur3, which has them from the reference in C++. */
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'hello', cbd8a7b341bd9b02",
    "'hello, world', 342fac623a5ebc8e",
    "'19 Jan 2038 at 3:14:07 AM', b89e5988b737affc",
    "'The quick brown fox jumps over the lazy dog.', cd99481f9ee902c9"
  })
  void of_knownTexts_knownHalves(String text, String hex) {
    assertThat(Long.toHexString(Mix.of(text.getBytes(UTF_8)))).isEqualTo(hex);
  }

  @Test
  void of_record_mixesPlaceZeroAndData() {
    assertThat(Mix.of(new Position("77", 3), "{}".getBytes(UTF_8)))
        .isEqualTo(Mix.of("00277:0000000003\u0000{}".getBytes(UTF_8)));
  }

  @Property
  void plus_anyOrder_oneTally(@ForAll @Size(max = 20) List<byte[]> contents, @ForAll long seed) {
    List<Tally> tallies = new ArrayList<>();
    for (byte[] data : contents) {
      tallies.add(Tally.of(new StreamRecord(Places.at(tallies.size()), 0, data), REJECTED));
    }
    Tally inOrder = tallies.stream().reduce(Tally.NONE, Tally::plus);
    Collections.shuffle(tallies, new Random(seed));
    assertThat(tallies.stream().reduce(Tally.NONE, Tally::plus)).isEqualTo(inOrder);
    assertThat(inOrder.count(Tally.RECEIVED)).isEqualTo(contents.size());
    assertThat(inOrder.count("rejected.no_id")).isEqualTo(contents.size());
    assertThat(inOrder.count(Tally.ACCEPTED)).isZero();
  }

  /** What the digest is for: a record lost, repeated, changed or moved shows. */
  @Test
  void digest_otherRecords_differs() {
    Set<Long> digests = new HashSet<>();
    digests.add(digest(1, "a") + digest(2, "b"));
    digests.add(digest(1, "a"));
    digests.add(digest(1, "a") + digest(1, "a"));
    digests.add(digest(1, "b") + digest(2, "a"));
    digests.add(digest(1, "a") + digest(3, "b"));
    digests.add(digest(1, "a") + digest(2, "b") + digest(2, "b"));
    assertThat(digests).hasSize(6);
  }

  private static long digest(long sequence, String data) {
    return Mix.of(Places.at(sequence), data.getBytes(UTF_8));
  }
}
