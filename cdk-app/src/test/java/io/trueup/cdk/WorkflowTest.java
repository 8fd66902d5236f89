package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkflowTest {

  @ParameterizedTest
  @EnumSource
  void tasks_eachEngine_areRetriedBoundedAndCaught(Engine engine, @TempDir Path folder) {
    JsonNode states = states(engine, folder);
    String step = "960 s, States.ALL again 4 times from 1 s, States.ALL to ";

    assertThat(
            states.properties().stream()
                .filter(state -> state.getValue().path("Type").asText().equals("Task"))
                .collect(Collectors.toMap(Map.Entry::getKey, task -> terms(task.getValue()))))
        .isEqualTo(
            Map.of(
                "Tell", step.replace("960", "120") + "Untold",
                "Untold", step + "Retire",
                "ChooseCut", step + "Release",
                "Recompute", "21600 s, States.ALL again 2 times from 5 s, States.ALL to Release",
                "Settle", step + "Release",
                "Ask",
                    "86400 s, States.Timeout again 0 times, States.ALL again 4 times from 1 s,"
                        + " States.Timeout to Unanswered, States.ALL to Release",
                "Retire", step + "Release",
                "Release", step + "Failed"));
    assertThat(states.findParents("MaxAttempts"))
        .filteredOn(retry -> retry.path("MaxAttempts").asInt() > 0)
        .hasSize(8)
        .allSatisfy(
            retry -> {
              assertThat(retry.path("BackoffRate").asInt()).isEqualTo(2);
              assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL");
            });
    assertThat(states.findParents("Catch"))
        .allSatisfy(
            task ->
                assertThat(last(task.path("Catch")).at("/Assign/failure").asText())
                    .isEqualTo("{% $states.errorOutput %}"));
  }

  /** Time limit, tries and ways out of a task, in their order. */
  private static String terms(JsonNode task) {
    StringBuilder terms = new StringBuilder(task.path("TimeoutSeconds").asText() + " s");
    task.path("Retry")
        .forEach(
            retry -> {
              terms.append(", ").append(texts(retry.path("ErrorEquals"))).append(" again ");
              terms.append(retry.path("MaxAttempts").asText()).append(" times");
              if (retry.has("IntervalSeconds")) {
                terms.append(" from ").append(retry.path("IntervalSeconds").asText()).append(" s");
              }
            });
    task.path("Catch")
        .forEach(
            way -> {
              terms.append(", ").append(texts(way.path("ErrorEquals"))).append(" to ");
              terms.append(way.path("Next").asText());
            });
    return terms.toString();
  }

  private static String texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }

  private static JsonNode last(JsonNode list) {
    return list.path(list.size() - 1);
  }

  @Test
  void ask_withoutAnAnswerForADay_isNotAskedAgainAndNothingIsServed(@TempDir Path folder) {
    JsonNode states = states(Engine.ACTIVITY, folder);
    JsonNode ask = states.path("Ask");

    assertThat(ask.path("Resource").asText()).endsWith("lambda:invoke.waitForTaskToken");
    assertThat(ask.at("/Arguments/Payload/token").asText()).contains("$states.context.Task.Token");
    assertThat(ask.at("/Arguments/Payload/doubts").asText()).isEqualTo("{% $settled.doubts %}");
    assertThat(ask.path("TimeoutSeconds").asLong()).isEqualTo(24 * 60 * 60);
    assertThat(Path.of("../functions/trueup/src/main/java/io/trueup/trueup/Asking.java"))
        .content()
        .contains("LONGEST = Duration.ofDays(1)");
    assertThat(ask.at("/Retry/0/ErrorEquals/0").asText()).isEqualTo("States.Timeout");
    assertThat(ask.at("/Retry/0/MaxAttempts").asInt(-1)).isZero();
    assertThat(ask.at("/Catch/0/ErrorEquals/0").asText()).isEqualTo("States.Timeout");
    assertThat(ask.at("/Catch/0/Next").asText()).isEqualTo("Unanswered");
    assertThat(states.at("/Unanswered/Next").asText()).isEqualTo("Release");
    assertThat(ask.path("Next").asText()).isEqualTo("Settle");
  }

  /** What listeners are told of stands already, and is of no dry run. */
  @Test
  void tell_swapped_isFollowedByRetireWhateverBecomesOfIt(@TempDir Path folder) {
    JsonNode states = states(Engine.ACTIVITY, folder);

    assertThat(states.at("/Settled/Choices").toString())
        .contains("$settled.outcome = 'swapped' %}\",\"Next\":\"Tell\"")
        .contains("$settled.outcome = 'dry' %}\",\"Next\":\"Retire\"");
    JsonNode payload = states.at("/Tell/Arguments/Payload");
    assertThat(payload.path("generation").asText()).isEqualTo("{% $settled.generation %}");
    assertThat(payload.path("attempt").asText()).isEqualTo("{% $attempt %}");
    assertThat(states.at("/Untold/Arguments/Payload/why").asText())
        .isEqualTo("{% $string($failure) %}");
    assertThat(states.at("/Tell/Next").asText()).isEqualTo("Retire");
    assertThat(states.at("/Untold/Next").asText()).isEqualTo("Retire");
    assertThat(states.at("/Retire/Output").asText()).isEqualTo("{% $settled %}");
  }

  /** An attempt that begins when the deadline has passed says what lacks, and does not wait. */
  @Test
  void settled_incomplete_waitsUntilAnAttemptBeganAfterTheDeadline(@TempDir Path folder) {
    JsonNode states = states(Engine.ACTIVITY, folder);

    assertThat(states.at("/ChooseCut/Assign/over").booleanValue()).isFalse();
    assertThat(states.at("/ChooseCut/Assign/last").booleanValue()).isFalse();
    assertThat(states.at("/Settle/Assign/last").asText()).isEqualTo("{% $over %}");
    assertThat(states.at("/Settle/Assign/over").asText())
        .isEqualTo("{% $toMillis($job.deadline) <= $toMillis($now()) %}");
    assertThat(states.at("/Settled/Choices").toString())
        .contains("$settled.outcome = 'incomplete' and $not($last) %}\",\"Next\":\"Wait\"")
        .contains("$settled.outcome = 'incomplete' %}\",\"Next\":\"Overdue\"");
  }

  @ParameterizedTest
  @EnumSource
  void states_eachEngine_leadToStatesThatAreThere(Engine engine, @TempDir Path folder) {
    JsonNode states = states(engine, folder);
    Set<String> names =
        states.properties().stream().map(each -> each.getKey()).collect(Collectors.toSet());

    Set<String> next =
        java.util.stream.Stream.of("Next", "Default")
            .flatMap(member -> states.findValuesAsText(member).stream())
            .collect(Collectors.toSet());
    next.add("ChooseCut");

    assertThat(next).isEqualTo(names);
  }

  @Test
  void steps_all_nameTheExecutionThatHoldsTheLease(@TempDir Path folder) {
    assertThat(states(Engine.ACTIVITY, folder).properties())
        .filteredOn(state -> state.getValue().path("Resource").asText().contains("lambda:invoke"))
        .hasSize(7)
        .allSatisfy(
            state ->
                assertThat(state.getValue().at("/Arguments/Payload").toString())
                    .containsPattern(
                        "\"?'?execution'?\"?: ?\"?(\\{% )?\\$states.context.Execution.Id"));
  }

  /** A Fail state whose expression is of nothing fails otherwise than it should say. */
  @Test
  void failed_whatFailedSaysNoCause_saysSo(@TempDir Path folder) {
    JsonNode failed = states(Engine.ACTIVITY, folder).path("Failed");

    assertThat(failed.path("Error").asText()).isEqualTo("{% $failure.Error %}");
    assertThat(failed.path("Cause").asText())
        .isEqualTo("{% $exists($failure.Cause) ? $failure.Cause : 'without a cause' %}");
  }

  /** Else a run could still swap when another has taken its lease. */
  @Test
  void workflow_always_endsBeforeItsLease(@TempDir Path folder) throws JsonProcessingException {
    JsonNode machine = machine(Engine.ACTIVITY, folder);
    JsonNode text =
        new ObjectMapper().readTree(machine.at("/Properties/DefinitionString").asText());
    assertThat(text.path("TimeoutSeconds").asLong()).isEqualTo(48 * 60 * 60);
    assertThat(Path.of("../functions/trueup/src/main/java/io/trueup/trueup/Deployment.java"))
        .content()
        .contains("LEASE = Duration.ofDays(2)");
  }

  @Test
  void workflow_always_hasTheNameByWhichItsExecutionsAreAskedFor(@TempDir Path folder) {
    assertThat(machine(Engine.ACTIVITY, folder).at("/Properties/StateMachineName").asText())
        .isEqualTo("trueup-flights");
  }

  @Test
  void recompute_onAnActivity_hasAHeartbeatAndATaskOfItsOwnPerTry(@TempDir Path folder) {
    JsonNode recompute = states(Engine.ACTIVITY, folder).path("Recompute");

    assertThat(recompute.path("HeartbeatSeconds").asInt()).isPositive();
    assertThat(recompute.path("HeartbeatSeconds").asInt())
        .isLessThan(recompute.path("TimeoutSeconds").asInt());
    assertThat(recompute.path("Arguments").asText())
        .contains(
            "'run'",
            "'attempt': $attempt",
            "'retry': $states.context.State.RetryCount",
            "'write_budget': 400",
            "'execution': $states.context.Execution.Id",
            "'lineage': \"https://lineage.example/\"");
  }

  @ParameterizedTest
  @EnumSource
  void recompute_loadedByImport_isTheJobsAndWithoutABudget(Engine engine, @TempDir Path folder) {
    Settings settings =
        Deployed.settings(engine, Catalog.beside(engine), Keeping.KEPT, Load.IMPORT);
    String recompute =
        Deployed.states(Deployed.of(settings, Deployed.artifacts(folder, "a")).compute())
            .path("Recompute")
            .toString();

    assertThat(recompute).contains("'load': 'import'").doesNotContain("write_budget");
    assertThat(states(engine, folder).path("Recompute").toString()).doesNotContain("'load'");
  }

  @Test
  void recompute_onEmrServerless_startsTheJobAndWaitsForIt(@TempDir Path folder) {
    JsonNode recompute = states(Engine.EMR_SERVERLESS, folder).path("Recompute");

    assertThat(recompute.path("Resource").asText()).endsWith("emr-serverless:startJobRun.sync");
    assertThat(recompute.at("/Arguments/JobDriver/SparkSubmit/EntryPointArguments/0").asText())
        .contains(
            "'attempt': $attempt",
            "'retry': $states.context.State.RetryCount",
            "'write_budget': 400",
            "'execution': $states.context.Execution.Id",
            "'lineage': \"https://lineage.example/\"");
  }

  @Test
  void recompute_onEmrServerless_namesTheMainClassOfTheJobAndTheRegion(@TempDir Path folder) {
    String parameters =
        Deployed.resources(
                template(Engine.EMR_SERVERLESS, folder), "AWS::StepFunctions::StateMachine")
            .values()
            .iterator()
            .next()
            .at("/Properties/DefinitionSubstitutions/JobParameters")
            .toString();

    Matcher main = Pattern.compile("--class (\\S+)").matcher(parameters);
    assertThat(main.find()).isTrue();
    assertThat(Path.of("../batch-jobs/src/main/java", main.group(1).replace('.', '/') + ".java"))
        .content()
        .contains("public static void main(String[] args)");
    assertThat(parameters)
        .contains("driverEnv.AWS_REGION=", "executorEnv.AWS_REGION=", "AWS::Region");
  }

  @Test
  void wait_always_isTheOneOfTheSettings(@TempDir Path folder) {
    assertThat(states(Engine.ACTIVITY, folder).at("/Wait/Seconds").asInt()).isEqualTo(90);
  }

  private static JsonNode states(Engine engine, Path folder) {
    return Deployed.states(template(engine, folder));
  }

  private static JsonNode machine(Engine engine, Path folder) {
    return Deployed.resources(template(engine, folder), "AWS::StepFunctions::StateMachine")
        .values()
        .iterator()
        .next();
  }

  private static JsonNode template(Engine engine, Path folder) {
    return Deployed.of(Deployed.settings(engine, Keeping.KEPT), Deployed.artifacts(folder, "a"))
        .compute();
  }
}
