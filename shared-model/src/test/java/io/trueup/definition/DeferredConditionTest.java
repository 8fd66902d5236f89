package io.trueup.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeferredConditionTest {

  private static final long ARRIVAL = 1_730_000_000_000L;

  @Test
  void readAgain_rightFolder_isTheSameDefinition() throws IOException {
    PipelineFolder folder = PipelineFolder.load(Folders.flights());
    Pipeline again = again(folder);

    assertThat(again.fingerprint()).isEqualTo(Folders.pipeline(folder).fingerprint());
    assertThat(longHaul(again).text()).isEqualTo("distance > 1000");
  }

  @Test
  void holds_deferred_answersAsCompiled() throws IOException {
    PipelineFolder folder = PipelineFolder.load(Folders.flights());
    Condition deferred = longHaul(again(folder));
    Condition compiled = longHaul(Folders.pipeline(folder));

    for (String miles : new String[] {"999", "1000", "1001"}) {
      Event event = flight(folder, miles);
      assertThat(deferred.holds(event)).as(miles).isEqualTo(compiled.holds(event));
    }
    assertThat(deferred.holds(flight(folder, "1001"))).isTrue();
  }

  @Test
  void prepare_conditionThatWasNeverRight_failsWithItsText() {
    PipelineFolder wrong = Folders.orders(Folders.ORDER_PIPELINE.replace("items > 1", "itms > 1"));

    Condition condition = again(wrong).view("orders").orElseThrow().where().orElseThrow();

    assertThatThrownBy(condition::prepare).hasMessageContaining("itms > 1");
  }

  private static Pipeline again(PipelineFolder folder) {
    return ((Reading.Read) PipelineReader.readAgain(folder)).pipeline();
  }

  private static Condition longHaul(Pipeline flights) {
    return flights.view("long_haul_arrivals").orElseThrow().where().orElseThrow();
  }

  private static Event flight(PipelineFolder folder, String miles) {
    byte[] data =
        """
        {"id":1,"departure":978307260000,"delay":5,"distance":%s,"origin":"A","destination":"B"}"""
            .formatted(miles)
            .getBytes(UTF_8);
    Intake intake =
        new EventReader(Folders.pipeline(folder))
            .read(new StreamRecord(new Position("1", 0), ARRIVAL, data), ARRIVAL);
    return ((Intake.Accepted) intake).event();
  }
}
