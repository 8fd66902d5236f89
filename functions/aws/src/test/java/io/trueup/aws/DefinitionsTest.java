package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.MemoryObjects;
import io.trueup.port.Zip;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionsTest {

  private static final URI LOCATION = URI.create("s3://assets/deep/rides.zip");

  private final MemoryObjects assets = new MemoryObjects();
  private final Definitions definitions =
      new Definitions(
          bucket -> {
            assertThat(bucket).isEqualTo("assets");
            return assets;
          });

  @Test
  void load_fingerprintOfTheFolder_thePipeline() {
    assets.write("deep/rides.zip", Rides.zipped());
    assertThat(definitions.load(LOCATION, Rides.PIPELINE.fingerprint()).name()).isEqualTo("rides");
  }

  @Test
  void load_anotherFingerprint_failsWithBoth() {
    assets.write("deep/rides.zip", Rides.zipped());
    assertThatThrownBy(() -> definitions.load(LOCATION, "another"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Rides.PIPELINE.fingerprint())
        .hasMessageContaining("expected another");
  }

  @Test
  void load_faultyFolder_failsWithItsProblems() {
    assets.write(
        "deep/rides.zip", Zip.folder(Map.of("pipeline.yaml", "pipeline: rides".getBytes(UTF_8))));
    assertThatThrownBy(() -> definitions.load(LOCATION, "any"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("s3://assets/deep/rides.zip")
        .hasMessageContaining("events");
  }

  @Test
  void load_noZipAtAll_fails() {
    for (byte[] content : List.of(new byte[0], "no zip".getBytes(UTF_8))) {
      assets.write("deep/rides.zip", content);
      assertThatThrownBy(() -> definitions.load(LOCATION, "any"))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("s3://assets/deep/rides.zip");
    }
  }
}
