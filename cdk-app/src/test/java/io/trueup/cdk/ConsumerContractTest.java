package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerContractTest {

  @Test
  void mappings_ofTheStream_keepTheConsumerContract(@TempDir Path folder) {
    Deployed deployed =
        Deployed.of(
            Deployed.settings(Engine.ACTIVITY, Keeping.KEPT), Deployed.artifacts(folder, "a"));

    List<JsonNode> mappings =
        Deployed.resources(deployed.compute(), "AWS::Lambda::EventSourceMapping").values().stream()
            .map(mapping -> mapping.path("Properties"))
            .filter(mapping -> mapping.path("EventSourceArn").toString().contains("Stream"))
            .toList();

    assertThat(mappings.stream().map(each -> each.at("/FunctionName/Ref").asText()))
        .satisfiesExactlyInAnyOrder(
            function -> assertThat(function).startsWith("Speed"),
            function -> assertThat(function).startsWith("Archive"));
    assertThat(mappings)
        .allSatisfy(
            mapping -> {
              assertThat(mapping.path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
              assertThat(mapping.path("ParallelizationFactor").asInt()).isEqualTo(1);
              assertThat(mapping.path("MaximumRetryAttempts").asInt()).isEqualTo(-1);
              assertThat(mapping.path("MaximumRecordAgeInSeconds").asInt()).isEqualTo(-1);
              assertThat(mapping.path("BisectBatchOnFunctionError").asBoolean()).isTrue();
              assertThat(mapping.at("/FunctionResponseTypes/0").asText())
                  .isEqualTo("ReportBatchItemFailures");
              assertThat(mapping.path("BatchSize").asInt()).isEqualTo(500);
              assertThat(mapping.path("MaximumBatchingWindowInSeconds").asInt(-1)).isZero();
              assertThat(mapping.has("FilterCriteria")).isFalse();
              assertThat(mapping.has("DestinationConfig")).isFalse();
              assertThat(mapping.has("TumblingWindowInSeconds")).isFalse();
            });
  }
}
