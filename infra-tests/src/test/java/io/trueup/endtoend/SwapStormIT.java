package io.trueup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Expected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Readers of the flights' pipeline, while versions are swapped, rolled back and retired. */
class SwapStormIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FLIGHTS = 2_000;
  private static final int SWAPS = 10;
  private static final Set<Integer> ROLLBACKS_AFTER = Set.of(4, 7, 10);

  @Test
  void readers_tenSwapsAndThreeRollbacks_everyAnswerIsRightAndOfOneVersion() throws Exception {
    FaultGround ground = FaultGround.up("swap-storm-it", FLIGHTS);
    AtomicBoolean storm = new AtomicBoolean(true);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      ground.send(FLIGHTS);
      Expected expected = ground.trial().expected();
      List<Future<StormReader.Seen>> readers = new ArrayList<>();
      for (String[] read :
          List.of(
              new String[] {"departures_by_origin", "1d"},
              new String[] {"long_haul_arrivals", "1d"})) {
        readers.add(pool.submit(reader(ground, read[0], read[1], expected, storm)));
      }
      storm(ground);
      storm.set(false);
      List<StormReader.Seen> seen = new ArrayList<>();
      for (Future<StormReader.Seen> reader : readers) {
        seen.add(reader.get());
      }
      judge(ground, seen);
      ground.check("exact after the storm", Demand.EXACT);
    } finally {
      storm.set(false);
      pool.shutdownNow();
      ground.close();
    }
  }

  private static StormReader reader(
      FaultGround ground, String view, String every, Expected expected, AtomicBoolean storm) {
    Map<CellId, Map<String, JsonNode>> cells =
        expected.cells().entrySet().stream()
            .filter(cell -> cell.getKey().view().equals(view))
            .filter(cell -> cell.getKey().every().equals(every))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new StormReader(ground.stage().api(), view, every, cells, storm::get);
  }

  private static void storm(FaultGround ground) throws Exception {
    for (int swap = 1; swap <= SWAPS; swap++) {
      ground.awaitPassed();
      ground.swappedBy(TrueUpRun.start(ground.stage(), "storm-" + swap), 1);
      if (ROLLBACKS_AFTER.contains(swap)) {
        String target = "storm-" + (swap - 2);
        JsonNode rolled = step(ground, "rollback", Map.of("version", target));
        ground.progress().say("rolled back to %s: %s", target, rolled);
        assertThat(rolled.path("outcome").asText()).isEqualTo("swapped");
        step(ground, "resume", Map.of());
      }
    }
    ground.swappedBy(lastRun(ground), 1);
  }

  /** After the last rollback: so that what is served is the newest again. */
  private static TrueUpRun lastRun(FaultGround ground) throws Exception {
    ground.awaitPassed();
    return TrueUpRun.start(ground.stage(), "storm-last");
  }

  private static JsonNode step(FaultGround ground, String step, Map<String, String> members)
      throws Exception {
    Map<String, String> payload = new TreeMap<>(members);
    payload.put("step", step);
    payload.put("run", step + "-by-hand");
    InvokeResponse answer =
        ground
            .stage()
            .cloud()
            .functions()
            .invoke(
                call ->
                    call.functionName(ground.stage().deployment().output("StepFunction"))
                        .payload(SdkBytes.fromUtf8String(JSON.valueToTree(payload).toString())));
    String text = answer.payload().asUtf8String();
    assertThat(answer.functionError()).as("%s: %s", step, text).isNull();
    return JSON.readTree(text);
  }

  private static void judge(FaultGround ground, List<StormReader.Seen> seen) {
    Map<Long, Set<String>> versions = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    int answers = 0;
    int gone = 0;
    for (StormReader.Seen one : seen) {
      answers += one.answers();
      gone += one.gone();
      faults.addAll(one.faults());
      one.versions()
          .forEach((g, names) -> versions.computeIfAbsent(g, n -> new HashSet<>()).addAll(names));
    }
    ground
        .progress()
        .say(
            "%d whole answers through %d generations, %d begun anew, %d wrong",
            answers, versions.size(), gone, faults.size());
    assertThat(faults).isEmpty();
    assertThat(seen).allMatch(one -> one.answers() > 0);
    assertThat(versions).hasSizeGreaterThan(SWAPS / 2);
    assertThat(versions.values()).as("versions of one generation").allMatch(n -> n.size() == 1);
  }
}
