package io.trueup.cdk.compute;

import io.trueup.cdk.Artifacts;
import io.trueup.cdk.Settings;
import io.trueup.cdk.data.DataStack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.stepfunctions.Activity;
import software.constructs.Construct;

/**
 * What is replaced when the code changes: functions, their triggers, the API and the workflow. It
 * holds no data but what is on its way: at most a minute in Firehose, an hour in the queue.
 */
public final class ComputeStack extends Stack {

  private final Settings settings;
  private final DataStack data;
  private final Access access;
  private final MasterDataset master;
  private final Asset definition;

  public ComputeStack(Construct scope, Settings settings, Artifacts artifacts, DataStack data) {
    super(
        scope,
        settings.computeStack(),
        StackProps.builder()
            .description("Trueup %s: what is replaced".formatted(settings.name()))
            .build());
    this.settings = settings;
    this.data = data;
    access = new Access(data, settings);
    master = new MasterDataset(settings, data);
    definition = definition(artifacts);
    BeatQueue beats = new BeatQueue(this, data.key());
    ArchiveDelivery delivery = new ArchiveDelivery(this, data, access, settings.batching());
    Map<String, String> environment =
        Environment.of(settings, data, definition, delivery.name(), beats.queue());
    Functions functions = new Functions(artifacts, environment, data.key());
    consumers(functions, delivery);
    Heartbeats heartbeats = new Heartbeats(this, functions, access, beats);
    ServingApi api = serving(functions);
    Activity activity = Activity.Builder.create(this, "Activity").build();
    TrueupFunction step = step(functions);
    Workflow workflow = workflow(step, artifacts, activity);
    Alarms alarms = alarms(functions, workflow);
    outputs(
        Map.ofEntries(
            Map.entry("ApiUrl", api.api().getUrl()),
            Map.entry("ApiId", api.api().getRestApiId()),
            Map.entry("StateMachineArn", workflow.machine().getStateMachineArn()),
            Map.entry("ActivityArn", activity.getActivityArn()),
            Map.entry("AlarmTopic", alarms.topic().getTopicArn()),
            Map.entry("StreamName", data.stream().getStreamName()),
            Map.entry("ControlTable", data.control().getTableName()),
            Map.entry("HotTable", data.hot().getTableName()),
            Map.entry("Engine", settings.engine().word()),
            Map.entry("Load", settings.recomputing().load().word()),
            Map.entry("HotRetention", settings.rhythm().hotRetention().toString()),
            Map.entry("ArchiveBucket", data.archive().getBucketName()),
            Map.entry("Definition", definition.getS3ObjectUrl()),
            Map.entry("PlanFunction", heartbeats.plan().getFunctionName()),
            Map.entry("StepFunction", step.function().getFunctionName())));
  }

  /** The pipeline file and its schemas, and nothing else that may lie in the folder. */
  private Asset definition(Artifacts artifacts) {
    return Asset.Builder.create(this, "Definition")
        .path(artifacts.pipeline().toString())
        .exclude(List.of("*", "!*/", "!/pipeline.yaml", "!*.avsc"))
        .ignoreMode(IgnoreMode.GIT)
        .build();
  }

  private void consumers(Functions functions, ArchiveDelivery delivery) {
    TrueupFunction speed =
        functions.speed(
            this,
            List.of(
                access.consumeStream(),
                access.writeControl(),
                access.writeHot(),
                access.useKey(),
                Access.readDefinitions(definition)));
    Consumer.of(speed, data.stream(), speed.function(), settings.batching());
    TrueupFunction archive =
        functions.archive(
            this,
            List.of(
                access.consumeStream(),
                access.writeControl(),
                access.writeArchive("archive/"),
                delivery.put(),
                access.useKey(),
                Access.readDefinitions(definition)));
    Consumer.of(archive, data.stream(), archive.function(), settings.batching());
  }

  private ServingApi serving(Functions functions) {
    TrueupFunction serving =
        functions.serving(
            this,
            List.of(
                access.readControl(),
                access.readHot(),
                access.readSegments(),
                access.decrypt(),
                Access.readDefinitions(definition)));
    return new ServingApi(this, settings.name(), serving.function(), data.key());
  }

  private TrueupFunction step(Functions functions) {
    return functions.step(
        this,
        List.of(
            access.writeControl(),
            access.readHot(),
            access.readSegments(),
            access.dropSegments(),
            Access.listTables(),
            access.listShards(),
            access.describeRuns(),
            access.answerRuns(),
            access.tell(),
            access.listArchive(),
            access.readArchive("runs/"),
            access.writeArchive("runs/"),
            access.useKey(),
            Access.readDefinitions(definition)));
  }

  private Alarms alarms(Functions functions, Workflow workflow) {
    TrueupFunction watch = functions.watch(this, List.of(access.readControl(), access.decrypt()));
    return new Alarms(
        this,
        watch.function(),
        workflow.machine(),
        data.control().getTableName(),
        settings.rhythm(),
        data.key());
  }

  private Workflow workflow(TrueupFunction step, Artifacts artifacts, Activity activity) {
    String task = Recompute.task(settings.recomputing());
    Recompute recompute =
        switch (settings.engine()) {
          case EMR_SERVERLESS ->
              new EmrServerlessEngine(this, artifacts.job(), job()).recompute(task);
          case GLUE -> new GlueEngine(this, artifacts, job(), data.key()).recompute(task);
          case ACTIVITY -> ActivityEngine.on(activity.getActivityArn(), task);
        };
    Map<String, String> names = Map.of("Master", master.literal());
    return new Workflow(this, settings, recompute, names, step.function(), data.key());
  }

  /**
   * What the Spark job may do: read the archive, the ledgers and hot deltas, fill gaps of the
   * archive from the stream, keep the master dataset, and make a segment.
   */
  private List<Permission> job() {
    return Stream.of(
            Stream.of(
                access.readControl(),
                access.readHot(),
                access.lendKeyToTables(),
                access.listArchive(),
                access.readArchive("archive/"),
                access.replayStream(),
                access.writeArchive("archive/refilled/"),
                access.writeArchive("runs/"),
                access.useKey(),
                Access.readDefinitions(definition)),
            load().stream(),
            master.permissions().stream())
        .flatMap(each -> each)
        .toList();
  }

  private List<Permission> load() {
    return switch (settings.recomputing().load()) {
      case WRITES -> List.of(access.makeSegments());
      case IMPORT -> List.of(access.importSegments(), access.stageImports(), access.logImports());
    };
  }

  private void outputs(Map<String, String> outputs) {
    Construct scope = new Construct(this, "Outputs");
    new TreeMap<>(outputs)
        .forEach(
            (name, value) ->
                CfnOutput.Builder.create(scope, name).value(value).build().overrideLogicalId(name));
  }
}
