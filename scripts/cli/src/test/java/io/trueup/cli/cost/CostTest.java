package io.trueup.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CostTest {

  /** An event of its own cell of 240 bytes in a view. */
  private static final Load SPARSE = new Load(300, 1, 1, 240, 500);

  private static final double EXACT = 1e-9;

  @Test
  void again_onGlue_isTwoWorkersOfOneDpuByTheSecond() {
    // 90 s to start, and 5 million events by 8 vCPU of 200,000 a second
    double hours = (90 + 5_000_000 / 1_600_000.0) / 3600;
    Cost.Item spark = again("glue", "writes", 0);

    assertThat(spark.what()).isEqualTo("Glue");
    assertThat(spark.basis()).isEqualTo("2 DPU for 93 s");
    assertThat(spark.dollars()).isCloseTo(2 * 0.44 * hours, within(EXACT));
  }

  @Test
  void again_onEmrServerless_isTheSameCpusAndMemory() {
    double hours = (90 + 5_000_000 / 1_600_000.0) / 3600;
    Cost.Item spark = again("emr-serverless", "writes", 0);

    assertThat(spark.what()).isEqualTo("EMR Serverless");
    assertThat(spark.dollars()).isCloseTo((8 * 0.052624 + 32 * 0.0057785) * hours, within(EXACT));
  }

  @Test
  void again_onASparkOfOnesOwn_costsNothingKnownHere() {
    assertThat(again("activity", "writes", 0).dollars()).isZero();
  }

  /** Of lines with the cells as base64, 12 in each, at 0.15 a GB. */
  @Test
  void again_loadedByImport_isPaidByTheBytesOfItsLines() {
    Cost.Item segment = again("glue", "import", 1);
    double bytes = 5e6 / 12 * 250 + 5e6 * 120 * 4 / 3;

    assertThat(segment.what()).isEqualTo("DynamoDB, import");
    assertThat(segment.basis())
        .isEqualTo(String.format(Locale.ROOT, "5,000,000 cells, %.3f GB", bytes / 1e9));
    assertThat(segment.dollars()).isCloseTo(bytes / 1e9 * 0.15, within(EXACT));
    assertThat(segment.dollars()).isLessThan(again("glue", "writes", 1).dollars());
  }

  @Test
  void of_wordsThatNoDeploymentHas_areNamed() {
    assertThatThrownBy(() -> Batch.of("abacus", "writes"))
        .hasMessage("engine 'abacus', expected one of [emr-serverless, glue, activity]");
    assertThatThrownBy(() -> Batch.of("glue", "copy"))
        .hasMessage("load 'copy', expected one of [writes, import]");
  }

  /** An hour, and its records kept for more than a day. */
  @Test
  void of_whatIsLeftOut_namesAShardWithItsRetention() {
    assertThat(Cost.of(SPARSE).assumptions())
        .anySatisfy(
            it -> assertThat(it).startsWith("not in it: 25.20 a month per provisioned shard, "));
  }

  private static Cost.Item again(String engine, String load, int place) {
    return Cost.of(SPARSE, 5_000_000, Batch.of(engine, load)).again().get(place);
  }
}
