package io.trueup.batch.recompute;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.trueup.batch.lineage.Journal;
import io.trueup.batch.lineage.Names;
import io.trueup.batch.master.Edition;
import io.trueup.store.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What OpenLineage is told of one recompute: that it began, and that it is complete with what it
 * made, was aborted since nothing could be made, or failed.
 */
final class Lineage {

  private static final OpenLineage OPEN = Names.openLineage();

  private final Job job;
  private final Names names;
  private final String spark;
  private final Clock clock;

  /** Of a job on a version of Spark. */
  Lineage(Job job, String spark, Clock clock) {
    this.job = job;
    this.names = new Names(job.execution(), "recompute");
    this.spark = spark;
    this.clock = clock;
  }

  /** Does the work, and tells of it in the archive's bucket, beside the report. */
  Report of(Supplier<Report> work, Effects effects, Duration patience) {
    try (Journal journal =
        new Journal(effects.objects(job.archiveBucket()), key(job), job.lineage(), patience)) {
      journal.tell(this::begun);
      try {
        Report report = work.get();
        journal.tell(() -> ended(report));
        return report;
      } catch (Throwable failed) { // Spark throws what it does not declare, when interrupted.
        boolean isInterrupted = Thread.interrupted(); // Else nothing could be written.
        journal.tell(() -> failed(failed));
        if (isInterrupted) {
          Thread.currentThread().interrupt();
        }
        throw failed;
      }
    }
  }

  /** No two tries have one. */
  static String key(Job job) {
    return job.reportKey().replaceAll("[^/]*$", "") + "lineage/" + job.segmentTable() + ".jsonl";
  }

  private OpenLineage.RunEvent begun() {
    return event(EventType.START, facets(List.of()), archive(), List.of(), List.of());
  }

  private OpenLineage.RunEvent ended(Report report) {
    OpenLineage.TagsRunFacetFields outcome = tag("outcome", report.outcome().word());
    if (report.isMade()) {
      String digest = Long.toString(report.intake().digest());
      return event(
          EventType.COMPLETE,
          facets(List.of(outcome, tag("digest", digest))),
          archive(
              OPEN.newInputStatisticsInputDatasetFacet(
                  report.intake().count(Tally.RECEIVED),
                  null,
                  (long) report.manifest().objects().size())),
          master(report.edition()),
          List.of(segment(report)));
    }
    String why =
        "%s: %d gaps, %d differences"
            .formatted(outcome.getValue(), report.gaps().size(), report.differences().size());
    return event(
        EventType.ABORT,
        facets(List.of(outcome)).errorMessage(OPEN.newErrorMessageRunFacet(why, "JAVA", null)),
        archive(),
        List.of(),
        List.of());
  }

  /** What a failure quotes, as keys of items, is for the log alone: this may go to others. */
  private OpenLineage.RunEvent failed(Throwable failed) {
    OpenLineage.RunFacetsBuilder facets =
        facets(List.of())
            .errorMessage(
                OPEN.newErrorMessageRunFacet(
                    "%s: the job's log says more".formatted(failed.getClass().getName()),
                    "JAVA",
                    null));
    return event(EventType.FAIL, facets, archive(), List.of(), List.of());
  }

  private OpenLineage.RunEvent event(
      EventType type,
      OpenLineage.RunFacetsBuilder facets,
      OpenLineage.InputDataset archive,
      List<OpenLineage.InputDataset> master,
      List<OpenLineage.OutputDataset> outputs) {
    Names.Name name = names.job();
    OpenLineage.JobFacets kind =
        new OpenLineage.JobFacetsBuilder()
            .jobType(OPEN.newJobTypeJobFacet("BATCH", "TRUEUP", "JOB", null))
            .build();
    return OPEN.newRunEvent(
        time(clock.instant()),
        type,
        OPEN.newRun(names.run(job.segmentTable()), facets.build()),
        OPEN.newJob(name.namespace(), name.name(), kind),
        inputs(archive, master),
        outputs);
  }

  /** The facets of every event: the span of arrival that the segment is of, and what it is by. */
  private OpenLineage.RunFacetsBuilder facets(List<OpenLineage.TagsRunFacetFields> more) {
    List<OpenLineage.TagsRunFacetFields> tags = new ArrayList<>();
    tags.add(tag("run", job.run()));
    tags.add(tag("attempt", job.attempt()));
    tags.add(tag("cut", Long.toString(job.cut())));
    tags.add(tag("definition", job.fingerprint()));
    tags.addAll(more);
    OpenLineage.RunFacetsBuilder facets =
        new OpenLineage.RunFacetsBuilder()
            .nominalTime(OPEN.newNominalTimeRunFacet(begin(job.reach().from()), begin(job.cut())))
            .processing_engine(OPEN.newProcessingEngineRunFacet(spark, "spark", null))
            .tags(OPEN.newTagsRunFacet(tags));
    names.parent().ifPresent(parent -> facets.parent(parent(parent)));
    return facets;
  }

  private OpenLineage.ParentRunFacet parent(Names.Name workflow) {
    return OPEN.newParentRunFacetBuilder()
        .run(OPEN.newParentRunFacetRun(names.parentRun().orElseThrow(), null))
        .job(OPEN.newParentRunFacetJob(workflow.namespace(), workflow.name(), null))
        .build();
  }

  /**
   * The archive, what was read of the master dataset, the ledger that both are held against, and
   * the segments that the new one follows.
   */
  private List<OpenLineage.InputDataset> inputs(
      OpenLineage.InputDataset archive, List<OpenLineage.InputDataset> master) {
    List<OpenLineage.InputDataset> inputs = new ArrayList<>();
    inputs.add(archive);
    inputs.addAll(master);
    inputs.add(table(job.controlTable()));
    job.base().stream()
        .flatMap(base -> base.segments().stream())
        .forEach(segment -> inputs.add(table(segment.table())));
    return inputs;
  }

  private OpenLineage.InputDataset archive(OpenLineage.InputStatisticsInputDatasetFacet... read) {
    Names.Name name = Names.objects(job.archiveBucket(), job.archivePrefix());
    OpenLineage.InputDatasetInputFacetsBuilder facets =
        new OpenLineage.InputDatasetInputFacetsBuilder();
    List.of(read).forEach(facets::inputStatistics);
    return OPEN.newInputDatasetBuilder()
        .namespace(name.namespace())
        .name(name.name())
        .inputFacets(facets.build())
        .build();
  }

  /** The master dataset as of the snapshot that was read, if one was. */
  private List<OpenLineage.InputDataset> master(Edition edition) {
    return job.master().filter(place -> !edition.equals(Edition.NONE)).stream()
        .map(
            place -> {
              Names.Name name = names.dataset(place);
              OpenLineage.DatasetFacets version =
                  OPEN.newDatasetFacetsBuilder()
                      .version(
                          OPEN.newDatasetVersionDatasetFacet(Long.toString(edition.snapshot())))
                      .build();
              return OPEN.newInputDatasetBuilder()
                  .namespace(name.namespace())
                  .name(name.name())
                  .facets(version)
                  .build();
            })
        .toList();
  }

  private OpenLineage.InputDataset table(String table) {
    Names.Name name = names.table(table);
    return OPEN.newInputDatasetBuilder().namespace(name.namespace()).name(name.name()).build();
  }

  private OpenLineage.OutputDataset segment(Report report) {
    Names.Name name = names.table(job.segmentTable());
    return OPEN.newOutputDatasetBuilder()
        .namespace(name.namespace())
        .name(name.name())
        .outputFacets(
            new OpenLineage.OutputDatasetOutputFacetsBuilder()
                .outputStatistics(
                    OPEN.newOutputStatisticsOutputDatasetFacetBuilder()
                        .rowCount(report.loaded().strips())
                        .build())
                .build())
        .build();
  }

  private static OpenLineage.TagsRunFacetFields tag(String key, String value) {
    return OPEN.newTagsRunFacetFields(key, value, "trueup");
  }

  private ZonedDateTime begin(long epoch) {
    return time(Instant.ofEpochMilli(job.epochs().start(epoch)));
  }

  private static ZonedDateTime time(Instant instant) {
    return instant.atZone(ZoneOffset.UTC);
  }
}
