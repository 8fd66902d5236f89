package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataStackTest {

  private static Deployed kept;
  private static Deployed disposable;

  @BeforeAll
  static void synthesize(@TempDir Path folder) {
    Artifacts artifacts = Deployed.artifacts(folder, "a");
    kept = Deployed.of(Deployed.settings(Engine.ACTIVITY, Keeping.KEPT), artifacts);
    disposable = Deployed.of(Deployed.settings(Engine.ACTIVITY, Keeping.DISPOSABLE), artifacts);
  }

  @Test
  void key_always_rotates() {
    assertThat(of("AWS::KMS::Key"))
        .singleElement()
        .satisfies(key -> assertThat(key.path("EnableKeyRotation").asBoolean()).isTrue());
  }

  @Test
  void stream_byDefault_hasTwoEncryptedShardsForAWeek() {
    assertThat(of("AWS::Kinesis::Stream"))
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.path("ShardCount").asInt()).isEqualTo(2);
              assertThat(stream.path("RetentionPeriodHours").asInt()).isEqualTo(168);
              assertThat(stream.at("/StreamEncryption/EncryptionType").asText()).isEqualTo("KMS");
            });
  }

  @Test
  void tables_both_haveTheKeysOfTheProtocolAndTheDataKey() {
    assertThat(of("AWS::DynamoDB::Table"))
        .hasSize(2)
        .allSatisfy(
            table -> {
              assertThat(table.path("KeySchema").toString())
                  .isEqualTo(
                      "[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
                          + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]");
              assertThat(table.path("AttributeDefinitions").findValuesAsText("AttributeType"))
                  .containsOnly("S");
              assertThat(table.at("/SSESpecification/SSEType").asText()).isEqualTo("KMS");
              assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
              assertThat(table.path("DeletionProtectionEnabled").asBoolean()).isTrue();
            });
  }

  @Test
  void tables_each_expireOrCanBeRestored() {
    assertThat(of("AWS::DynamoDB::Table"))
        .satisfiesExactlyInAnyOrder(
            hot ->
                assertThat(hot.at("/TimeToLiveSpecification/AttributeName").asText())
                    .isEqualTo("expires"),
            control -> {
              assertThat(control.has("TimeToLiveSpecification")).isFalse();
              assertThat(
                      control
                          .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                          .asBoolean())
                  .isTrue();
            });
  }

  @Test
  void buckets_all_arePrivateEncryptedAndAskForTls() {
    assertThat(of("AWS::S3::Bucket"))
        .hasSize(2)
        .allSatisfy(
            bucket -> {
              assertThat(bucket.path("PublicAccessBlockConfiguration").toString())
                  .doesNotContain("false")
                  .contains("RestrictPublicBuckets");
              assertThat(bucket.has("BucketEncryption")).isTrue();
            });
    assertThat(of("AWS::S3::BucketPolicy"))
        .hasSize(2)
        .allSatisfy(
            policy ->
                assertThat(policy.toString())
                    .contains("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}")
                    .contains("\"Effect\":\"Deny\""));
  }

  @Test
  void archive_always_keepsEveryVersionOfItsObjectsForEver() {
    assertThat(of("AWS::S3::Bucket"))
        .filteredOn(bucket -> bucket.has("LoggingConfiguration"))
        .singleElement()
        .satisfies(
            bucket -> {
              assertThat(bucket.toString()).contains("aws:kms");
              assertThat(bucket.at("/LifecycleConfiguration/Rules"))
                  .filteredOn(rule -> rule.toString().contains("Expiration"))
                  .as("files of the master dataset that were replaced, and what was loaded")
                  .extracting(rule -> rule.path("Prefix").asText())
                  .containsExactlyInAnyOrder("master/", "load/");
              assertThat(bucket.at("/VersioningConfiguration/Status").asText())
                  .isEqualTo("Enabled");
            });
  }

  /**
   * In a bucket that keeps versions an object that expires is a version like one that is removed.
   */
  @Test
  void objectsToImport_always_expireAndSoDoTheirVersions() {
    assertThat(of("AWS::S3::Bucket"))
        .flatExtracting(bucket -> List.copyOf(rules(bucket)))
        .filteredOn(rule -> rule.path("Prefix").asText().equals("load/"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.path("ExpirationInDays").asInt()).isEqualTo(7);
              assertThat(rule.at("/NoncurrentVersionExpiration/NoncurrentDays").asInt())
                  .isEqualTo(1);
              assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
            });
  }

  private static List<JsonNode> rules(JsonNode bucket) {
    List<JsonNode> rules = new ArrayList<>();
    bucket.at("/LifecycleConfiguration/Rules").forEach(rules::add);
    return rules;
  }

  @Test
  void everything_kept_staysWhenTheStackGoes() {
    assertThat(kept.data().path("Resources"))
        .filteredOn(each -> !each.path("Type").asText().endsWith("Policy"))
        .hasSize(6)
        .allSatisfy(each -> assertThat(each.path("DeletionPolicy").asText()).isEqualTo("Retain"));
  }

  @Test
  void everything_disposable_goesWithTheStack() {
    assertThat(disposable.data().path("Resources"))
        .noneSatisfy(each -> assertThat(each.path("DeletionPolicy").asText()).isEqualTo("Retain"));
    assertThat(disposable.data().toString()).doesNotContain("\"DeletionProtectionEnabled\":true");
  }

  private static Collection<JsonNode> of(String type) {
    return Deployed.resources(kept.data(), type).values().stream()
        .map(resource -> resource.path("Properties"))
        .toList();
  }
}
