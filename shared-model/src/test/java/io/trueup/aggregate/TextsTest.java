package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of up to 256 bytes stand as they are, longer ones cut between characters. */
class TextsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "é", "\ud83d\ude00"})
  void bounded_atMostItsBytes_isTheText(String character) {
    String text = character.repeat(character.isEmpty() ? 0 : 256 / bytes(character));
    assertThat(Texts.bounded(text)).isEqualTo(text);
  }

  @Test
  void bounded_longer_endsInItsHash() {
    String text = "a".repeat(257);
    assertThat(Texts.bounded(text)).isEqualTo("a".repeat(224) + "…" + hash(text));
  }

  @Test
  void bounded_characterAcrossTheEnd_isLeftOutWhole() {
    for (int before = 221; before <= 224; before++) {
      String text = "a".repeat(before) + "\ud83d\ude00".repeat(20);
      assertThat(Texts.bounded(text)).isEqualTo("a".repeat(before) + "…" + hash(text));
    }
    String whole = "a".repeat(220) + "\ud83d\ude00".repeat(20);
    assertThat(Texts.bounded(whole))
        .isEqualTo("a".repeat(220) + "\ud83d\ude00" + "…" + hash(whole));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String text) {
    return DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
