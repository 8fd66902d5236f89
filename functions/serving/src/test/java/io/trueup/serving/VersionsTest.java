package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Pointer;
import org.junit.jupiter.api.Test;

class VersionsTest {

  private final Shop shop = new Shop();

  @Test
  void versions_beforeTheFirstTrueUp_none() {
    assertThat(shop.get("/v1/versions").body())
        .isEqualTo("{\"generation\":0,\"pinned\":false,\"versions\":[]}");
  }

  @Test
  void versions_afterARollback_theServedThenTheKeptNewestFirst() {
    shop.version("a", 3).version("b", 5).version("c", 8);
    rollBackTo("a");
    rollBackTo("b");
    assertThat(shop.get("/v1/versions").body())
        .isEqualTo(
            "{\"generation\":5,\"pinned\":true,\"versions\":[%s,%s,%s]}"
                .formatted(
                    version("b", "1970-01-01T00:25:00Z", true, 5),
                    version("c", "1970-01-01T00:40:00Z", false, 8),
                    version("a", "1970-01-01T00:15:00Z", false, 3)));
  }

  private void rollBackTo(String id) {
    Pointer pointer = Pointer.read(shop.control);
    pointer.swap(shop.control, pointer.rolledBackTo(id).orElseThrow());
  }

  private static String version(String id, String cut, boolean served, long to) {
    return """
        {"id":"%s","cut":"%s","cross_checked":true,"lost":0,"divergence":null,"served":%s,\
        "segments":[{"table":"segment-%s","from":0,"to":%d}]}"""
        .formatted(id, cut, served, id, to);
  }
}
