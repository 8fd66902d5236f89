package io.trueup.cli.aws;

import io.trueup.aws.Definitions;
import io.trueup.aws.DynamoTable;
import io.trueup.aws.S3Objects;
import io.trueup.cli.Failure;
import io.trueup.cli.cost.Batch;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.port.Objects;
import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.store.Library;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.s3.S3Client;

/** A deployed pipeline: its name, and what its compute stack puts out. */
public record Deployment(Cloud cloud, String name, Map<String, String> outputs) {

  private static final Pattern STACK = Pattern.compile("Trueup-([a-z][a-z0-9-]*)-compute");

  public Deployment {
    outputs = Map.copyOf(outputs);
  }

  /** The deployment of a name, or the only one there; fails with those that there are. */
  static Deployment find(Cloud cloud, Optional<String> name) {
    if (name.isPresent()) {
      return new Deployment(cloud, name.get(), outputs(named(cloud, name.get())));
    }
    List<Stack> all = all(cloud);
    if (all.size() != 1) {
      throw all.isEmpty()
          ? Failure.wrong(
              "no deployment in %s: expected a stack Trueup-NAME-compute; for a demo that was kept,"
                  + " --demo",
              cloud.region())
          : Failure.wronglyAsked(
              "%d deployments in %s (%s): name one with --name",
              all.size(), cloud.region(), names(all));
    }
    return new Deployment(cloud, name(all.get(0)), outputs(all.get(0)));
  }

  private static Stack named(Cloud cloud, String name) {
    String stack = "Trueup-%s-compute".formatted(name);
    try {
      return cloud.stacks().describeStacks(call -> call.stackName(stack)).stacks().get(0);
    } catch (CloudFormationException e) {
      if (!String.valueOf(e.awsErrorDetails().errorMessage()).contains("does not exist")) {
        throw e;
      }
      String there = names(all(cloud));
      throw Failure.wrong(
          "no stack %s in %s, expected %s",
          stack, cloud.region(), there.isEmpty() ? "one: none is deployed" : "one of " + there);
    }
  }

  private static List<Stack> all(Cloud cloud) {
    return cloud.stacks().describeStacksPaginator().stacks().stream()
        .filter(stack -> STACK.matcher(stack.stackName()).matches())
        .toList();
  }

  private static String names(List<Stack> stacks) {
    return String.join(", ", stacks.stream().map(Deployment::name).sorted().toList());
  }

  private static String name(Stack stack) {
    Matcher matcher = STACK.matcher(stack.stackName());
    return matcher.matches() ? matcher.group(1) : stack.stackName();
  }

  private static Map<String, String> outputs(Stack stack) {
    Map<String, String> outputs = new TreeMap<>();
    for (Output output : stack.outputs()) {
      outputs.put(output.outputKey(), output.outputValue());
    }
    return outputs;
  }

  public String output(String output) {
    String value = outputs.get(output);
    if (value == null) {
      throw Failure.wrong(
          "deployment %s puts out %s, expected %s too: deploy this version of Trueup",
          name, new TreeMap<>(outputs).keySet(), output);
    }
    return value;
  }

  /** Where its API is; on LocalStack the stack's own address leads nowhere. */
  public Api api() {
    String address =
        cloud
            .endpoint()
            .map(base -> base.resolve("/_aws/execute-api/%s/prod".formatted(output("ApiId"))))
            .map(URI::toString)
            .orElseGet(() -> output("ApiUrl").replaceAll("/+$", ""));
    return new Api(cloud, address);
  }

  /** How its true-ups are made. */
  public Batch batch() {
    return Batch.of(output("Engine"), output("Load"));
  }

  /** The table of what layers agree on. */
  public Table control() {
    return new DynamoTable(cloud.tables(), output("ControlTable"));
  }

  /** The table of hot views. */
  public Table hot() {
    return new DynamoTable(cloud.tables(), output("HotTable"));
  }

  /** The bucket of the archive. */
  public Objects archive() {
    return new S3Objects(cloud.objects(), output("ArchiveBucket"));
  }

  /** The definitions in force, from where the control table says; fails before the first record. */
  public Library library() {
    Table control = control();
    S3Client objects = cloud.objects();
    Definitions definitions = new Definitions(bucket -> new S3Objects(objects, bucket));
    return new Library(
        () ->
            InForce.read(control)
                .orElseThrow(() -> Failure.wrong("%s has not met any record yet", name)),
        tenure -> definitions.load(URI.create(tenure.location()), tenure.fingerprint()));
  }

  /** The pipeline that it was deployed with. */
  public Pipeline pipeline() {
    URI place = URI.create(output("Definition"));
    try (InputStream zip =
        cloud
            .objects()
            .getObject(call -> call.bucket(place.getHost()).key(place.getPath().substring(1)))) {
      Reading reading = PipelineReader.read(PipelineFolder.unzip(zip));
      if (reading instanceof Reading.Read read) {
        return read.pipeline();
      }
      throw Failure.wrong(
          "the definition of %s is not read by this version: %s",
          name, ((Reading.Faulty) reading).problems());
    } catch (IOException e) {
      throw Failure.wrong("read of %s: %s", place, e.getMessage());
    }
  }
}
