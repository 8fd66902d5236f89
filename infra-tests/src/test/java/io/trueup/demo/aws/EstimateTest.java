package io.trueup.demo.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void idleMonth_isWhatTheDocumentationCalculates() throws Exception {
    String page = Files.readString(Path.of("../docs/aws.md"));
    Estimate month = Estimate.idleMonth();
    List<String> dollars =
        month.items().values().stream()
            .filter(it -> it > 0)
            .map(it -> String.format(Locale.ROOT, "| %.2f |", it))
            .toList();
    assertThat(page).contains(dollars);
    assertThat(page).contains(String.format(Locale.ROOT, "| **%.2f** |", month.sum()));
  }

  @Test
  void run_moreEventsAndViews_costMore() {
    double small = Estimate.run(1_000, 1).sum();
    assertThat(small).isBetween(0.01, 0.20);
    assertThat(Estimate.run(100_000, 3).sum()).isBetween(small, 5.0);
    assertThat(Estimate.run(100_000, 3).table()).contains("Kinesis, 2 shards").contains(" USD");
  }
}
