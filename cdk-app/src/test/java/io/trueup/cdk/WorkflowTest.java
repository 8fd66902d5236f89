package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkflowTest {

  @ParameterizedTest
  @EnumSource
  void tasks_eachEngine_areRetriedBoundedAndCaught(Engine engine, @TempDir Path folder)
      throws JsonProcessingException {
    JsonNode states = states(engine, folder);

    assertThat(states.properties())
        .filteredOn(state -> state.getValue().path("Type").asText().equals("Task"))
        .hasSize(6)
        .allSatisfy(
            state -> {
              JsonNode task = state.getValue();
              JsonNode retry = last(task.path("Retry"));
              assertThat(retry.at("/ErrorEquals/0").asText()).isEqualTo("States.ALL");
              assertThat(retry.path("MaxAttempts").asInt()).isPositive();
              assertThat(task.path("TimeoutSeconds").asInt()).isPositive();
              JsonNode way = last(task.path("Catch"));
              assertThat(way.at("/ErrorEquals/0").asText()).isEqualTo("States.ALL");
              assertThat(way.path("Next").asText())
                  .isEqualTo(state.getKey().equals("Release") ? "Failed" : "Release");
            });
  }

  private static JsonNode last(JsonNode list) {
    return list.path(list.size() - 1);
  }

  @Test
  void ask_withoutAnAnswerForADay_isNotAskedAgainAndNothingIsServed(@TempDir Path folder)
      throws JsonProcessingException {
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

  /** An attempt that begins when the deadline has passed says what lacks, and does not wait. */
  @Test
  void settled_incomplete_waitsUntilAnAttemptBeganAfterTheDeadline(@TempDir Path folder)
      throws JsonProcessingException {
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
  void states_eachEngine_leadToStatesThatAreThere(Engine engine, @TempDir Path folder)
      throws JsonProcessingException {
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
  void steps_all_nameTheExecutionThatHoldsTheLease(@TempDir Path folder)
      throws JsonProcessingException {
    assertThat(states(Engine.ACTIVITY, folder).properties())
        .filteredOn(state -> state.getValue().path("Resource").asText().contains("lambda:invoke"))
        .hasSize(5)
        .allSatisfy(
            state ->
                assertThat(state.getValue().at("/Arguments/Payload").toString())
                    .containsPattern(
                        "\"?'?execution'?\"?: ?\"?(\\{% )?\\$states.context.Execution.Id"));
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
  void recompute_onAnActivity_hasAHeartbeatAndATaskOfItsOwnPerTry(@TempDir Path folder)
      throws JsonProcessingException {
    JsonNode recompute = states(Engine.ACTIVITY, folder).path("Recompute");

    assertThat(recompute.path("HeartbeatSeconds").asInt()).isPositive();
    assertThat(recompute.path("HeartbeatSeconds").asInt())
        .isLessThan(recompute.path("TimeoutSeconds").asInt());
    assertThat(recompute.path("Arguments").asText())
        .contains("'run'", "'attempt': $attempt", "'retry': $states.context.State.RetryCount");
  }

  @Test
  void recompute_onEmrServerless_startsTheJobAndWaitsForIt(@TempDir Path folder)
      throws JsonProcessingException {
    JsonNode recompute = states(Engine.EMR_SERVERLESS, folder).path("Recompute");

    assertThat(recompute.path("Resource").asText()).endsWith("emr-serverless:startJobRun.sync");
    assertThat(recompute.at("/Arguments/JobDriver/SparkSubmit/EntryPointArguments/0").asText())
        .contains("'attempt': $attempt", "'retry': $states.context.State.RetryCount");
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
  void emrServerless_always_hasABound(@TempDir Path folder) {
    JsonNode template = template(Engine.EMR_SERVERLESS, folder);

    assertThat(Deployed.resources(template, "AWS::EMRServerless::Application").values())
        .singleElement()
        .satisfies(each -> assertThat(each.path("Properties").has("MaximumCapacity")).isTrue());
  }

  @Test
  void wait_always_isTheOneOfTheSettings(@TempDir Path folder) throws JsonProcessingException {
    assertThat(states(Engine.ACTIVITY, folder).at("/Wait/Seconds").asInt()).isEqualTo(90);
  }

  private static JsonNode states(Engine engine, Path folder) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(machine(engine, folder).at("/Properties/DefinitionString").asText())
        .path("States");
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
