package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobTest {

  private static final Map<String, Object> LEAST =
      Map.of(
          "run", "r",
          "attempt", 2,
          "cut", 9,
          "definition", "s3://assets/a/b.zip",
          "fingerprint", "f",
          "epoch", "5s",
          "archive_bucket", "archive",
          "control_table", "control",
          "segment_table", "segment");

  @Test
  void parse_leastJob_takesDefaults() {
    Job job = Job.parse(Json.write(LEAST));

    assertThat(job.attempt()).isEqualTo("2");
    assertThat(job.archivePrefix()).isEqualTo("archive/");
    assertThat(job.segmentTable()).isEqualTo("segment");
    assertThat(job.reportKey()).isEqualTo("runs/r/2/report.json");
    assertThat(job.kmsKey()).isEmpty();
    assertThat(job.tags()).isEmpty();
  }

  @Test
  void parse_prefixInsteadOfTable_namesTheTableByTheTry() {
    Map<String, Object> json = new HashMap<>(LEAST);
    json.remove("segment_table");
    json.putAll(Map.of("segment_prefix", "v-", "retry", 1, "kms_key", "arn", "outcome", "cut"));
    json.put("tags", Map.of("trueup", "flights"));

    Job job = Job.parse(Json.write(json));

    assertThat(job.segmentTable()).isEqualTo("v-r-2-1");
    assertThat(job.kmsKey()).isEqualTo(Optional.of("arn"));
    assertThat(job.tags()).containsExactly(Map.entry("trueup", "flights"));
  }

  @Test
  void parse_whatMayLack_fromWhenAndWhereItLacksAlready() {
    Map<String, Object> json = new HashMap<>(LEAST);
    json.put("served", List.of("v-q-1-0"));
    assertThat(Job.parse(Json.write(json)).lacking()).isEmpty();
    json.put("lacking_from", "2026-03-01T13:00:00Z");

    assertThat(Job.parse(Json.write(json)).lacking())
        .contains(new Job.Lacking(Instant.parse("2026-03-01T13:00:00Z"), List.of("v-q-1-0")));
  }

  @Test
  void parse_writeBudget_isTheBudgetOrRefused() {
    Map<String, Object> json = new HashMap<>(LEAST);
    assertThat(Job.parse(Json.write(json)).budget()).isEqualTo(Budget.NONE);
    json.put("write_budget", 400);
    assertThat(Job.parse(Json.write(json)).budget()).isEqualTo(new Budget(400));

    for (int bad : new int[] {0, -3}) {
      json.put("write_budget", bad);
      assertThatThrownBy(() -> Job.parse(Json.write(json)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("write_budget of " + bad)
          .hasMessageContaining("expected 1 or more");
    }
  }

  @Test
  void parse_load_isWritesUnlessItIsImport() {
    Map<String, Object> json = new HashMap<>(LEAST);
    assertThat(Job.parse(Json.write(json)).load()).isEqualTo(Job.Load.WRITES);
    json.put("load", "writes");
    assertThat(Job.parse(Json.write(json)).load()).isEqualTo(Job.Load.WRITES);
    json.put("load", "import");
    assertThat(Job.parse(Json.write(json)).load()).isEqualTo(Job.Load.IMPORT);

    json.put("load", "copy");
    assertThatThrownBy(() -> Job.parse(Json.write(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("load 'copy', expected one of [writes, import]");
  }

  @Test
  void parse_importUnderAWriteBudget_refused() {
    Map<String, Object> json = new HashMap<>(LEAST);
    json.put("load", "import");
    json.put("write_budget", 400);

    assertThatThrownBy(() -> Job.parse(Json.write(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write_budget of 400 with load import");
  }

  @Test
  void parse_withoutAMember_namesIt() {
    Map<String, Object> json = new HashMap<>(LEAST);
    json.remove("fingerprint");

    assertThatThrownBy(() -> Job.parse(Json.write(json))).hasMessageContaining("'fingerprint'");
  }
}
