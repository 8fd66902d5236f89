package io.trueup.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Heartbeat;
import org.junit.jupiter.api.Test;

/** What a heartbeat's record holds. */
class HeartbeatFormatTest {

  private static final Heartbeat BEAT = new Heartbeat(177_236_646, 1_772_366_762_345L);

  @Test
  void heartbeat_goldenFile_writtenAndRead() {
    Golden golden = new Golden("heartbeat.v1.txt");
    golden.assertWrites(new String(BEAT.data(), UTF_8));
    assertThat(Heartbeat.parse(golden.text().getBytes(UTF_8))).contains(BEAT);
  }
}
