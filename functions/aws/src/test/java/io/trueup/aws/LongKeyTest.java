package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys about as long as DynamoDB's own bounds: one that no item takes would stop its shard. */
class LongKeyTest {

  @Test
  void consume_keysOfEveryLengthAroundTheBounds_counted() {
    List<Rides.Ride> rides = new ArrayList<>();
    List<StreamRecord> records = new ArrayList<>();
    for (int length = 950; length <= 1_040; length++) {
      Rides.Ride ride = new Rides.Ride("" + length, Rides.ARRIVAL, "x".repeat(length), 7);
      rides.add(ride);
      Position position = new Position(BigInteger.valueOf(length), 0);
      records.add(new StreamRecord(position, Rides.ARRIVAL, ride.data()));
    }
    Station station = new Station();
    station.consumer().consume(station.shard, records, () -> false);
    assertThat(station.answers()).isEqualTo(RideOracle.answers(rides));
  }
}
