package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Shard;
import io.trueup.store.Layer;
import io.trueup.store.ShardMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CutChoiceTest {

  private final Works works = new Works(2);
  private final CutChoice choice = new CutChoice(works.deployment);

  @Test
  void choose_shardsUnequallyFar_theCutThatAllHavePassed() {
    works.enter(Layer.ARCHIVE, works.shard(0), 17, 1).enter(Layer.ARCHIVE, works.shard(1), 9, 1);
    works.enter(Layer.SPEED, works.shard(0), 3, 1);
    works.tables.create("segment-lost");
    works.tables.create("another-deployment");
    assertThat(choice.choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("outcome", "cut"),
                Map.entry("run", "r"),
                Map.entry("cut", 9L),
                Map.entry("definition", "s3://assets/orders.zip"),
                Map.entry("fingerprint", "fingerprint"),
                Map.entry("epoch", "5m"),
                Map.entry("archive_bucket", "bucket"),
                Map.entry("archive_prefix", "archive/"),
                Map.entry("control_table", "control"),
                Map.entry("hot_table", "hot"),
                Map.entry("hot_retention", "14d"),
                Map.entry("from", 0L),
                Map.entry("segment_prefix", "segment-"),
                Map.entry("kms_key", "arn:key"),
                Map.entry("unnamed", List.of("segment-lost")),
                Map.entry("stream", "events"),
                Map.entry("again_from", "2024-11-24T12:30:00Z"),
                Map.entry("deadline", "2024-11-24T13:00:00Z"),
                Map.entry("lacking_from", "2024-11-24T13:00:00Z"),
                Map.entry("served", List.of()),
                Map.entry("base", List.of()),
                Map.entry("replaced", List.of()),
                Map.entry("horizon", "35d")));
  }

  @Test
  void choose_versionServed_itsSegmentsAreTheBaseOfAnIncrement() {
    works.trueUp("r1", 100);
    works.enter(Layer.ARCHIVE, works.shard(0), 110, 1).enter(Layer.ARCHIVE, works.shard(1), 110, 1);
    assertThat(choice.choose(Works.run("r2"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("cut", 110L)
        .containsEntry("base", List.of(Map.of("table", "segment-r1", "from", 0L, "to", 100L)));
    assertThat(choice.choose(Works.run("r2"), CutChoice.Extent.FULL))
        .containsEntry("cut", 110L)
        .containsEntry("base", List.of());
  }

  @Test
  void choose_speedLayerJustBehind_theCutThatBothHavePassed() {
    works.enter(Layer.ARCHIVE, works.shard(0), 10, 1).enter(Layer.ARCHIVE, works.shard(1), 10, 1);
    works.enter(Layer.SPEED, works.shard(0), 11, 1).enter(Layer.SPEED, works.shard(1), 7, 1);
    assertThat(choice.choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("cut", 10L);
    works.enter(Layer.SPEED, works.shard(1), 8, 1);
    assertThat(choice.choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("cut", 8L);
    works.enter(Layer.SPEED, works.shard(1), 12, 1);
    assertThat(choice.choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("cut", 10L);
  }

  @Test
  void choose_speedLayerNotPastTheLastCut_theArchivesCut() {
    works.trueUp("r1", 10);
    works.enter(Layer.ARCHIVE, works.shard(0), 11, 1).enter(Layer.ARCHIVE, works.shard(1), 11, 1);
    assertThat(choice.choose(Works.run("r2"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("cut", 11L);
  }

  @Test
  void choose_aShardWithoutHead_nothing() {
    works.enter(Layer.ARCHIVE, works.shard(0), 17, 1);
    assertThat(choice.choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "nothing"));
  }

  @Test
  void choose_splitShard_openUntilBothChildrenHaveAHead() {
    works.enter(Layer.ARCHIVE, works.shard(0), 17, 1).enter(Layer.ARCHIVE, works.shard(1), 30, 1);
    List<Shard> halves = works.shards.split(works.shard(0));
    ShardMap.extend(works.control, works.shards.list());
    works.enter(Layer.ARCHIVE, halves.get(0).id(), 20, 1);
    assertThat(choice.choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("cut", 17L);
    works.enter(Layer.ARCHIVE, halves.get(1).id(), 25, 1);
    assertThat(choice.choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("cut", 20L);
  }

  @Test
  void choose_noEpochEndedSinceTheLast_nothingAndTheLeaseIsFree() {
    works.trueUp("r1", 10);
    assertThat(choice.choose(Works.run("r2"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "nothing"));
    works.enter(Layer.ARCHIVE, works.shard(0), 11, 1).enter(Layer.ARCHIVE, works.shard(1), 11, 1);
    assertThat(choice.choose(Works.run("r3"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("outcome", "cut")
        .containsEntry("cut", 11L);
  }

  @Test
  void choose_anotherRuns_busyUntilItsLeaseEnds() {
    works.agreeUpTo(10);
    assertThat(choice.choose(new Run("one", "arn:one"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("outcome", "cut");
    assertThat(choice.choose(new Run("two", "arn:two"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "busy"));
    // What is asked again by the run itself is no other run.
    assertThat(choice.choose(new Run("one", "arn:one"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("outcome", "cut");

    works.clock.move(Deployment.LEASE.minus(Duration.ofMillis(1)));
    assertThat(choice.choose(new Run("two", "arn:two"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "busy"));
    works.clock.move(Duration.ofMillis(1));
    assertThat(choice.choose(new Run("two", "arn:two"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("outcome", "cut");
    assertThat(choice.choose(new Run("one", "arn:one"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "busy"));
  }

  @Test
  void choose_leaseOfARunThatWasStopped_takenOverAtOnce() {
    works.agreeUpTo(10);
    choice.choose(new Run("one", "arn:one"), CutChoice.Extent.WHAT_IS_NEW);
    assertThat(choice.choose(new Run("two", "arn:two"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "busy"));
    works.runs.end("arn:one");
    assertThat(choice.choose(new Run("two", "arn:two"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("outcome", "cut");
    assertThat(choice.choose(new Run("three", "arn:three"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "busy"));
  }

  @Test
  void choose_pinned_pinnedAndTheLeaseIsFree() {
    works.trueUp("r1", 10).trueUp("r2", 20);
    works.step("rollback", "person", "version", "r1");
    assertThat(choice.choose(Works.run("r3"), CutChoice.Extent.WHAT_IS_NEW))
        .isEqualTo(Map.of("outcome", "pinned"));
    assertThat(works.isFree()).isTrue();
  }
}
