package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

class FirehoseDeliveryTest {

  /** A Firehose that holds to its limits and refuses the records a test tells it to. */
  private static final class Firehose implements FirehoseClient {
    private final List<Integer> requests = new ArrayList<>();
    private final List<byte[]> taken = new ArrayList<>();
    private final Predicate<byte[]> refuses;

    Firehose(Predicate<byte[]> refuses) {
      this.refuses = refuses;
    }

    @Override
    public PutRecordBatchResponse putRecordBatch(PutRecordBatchRequest request) {
      assertThat(request.deliveryStreamName()).isEqualTo("stream");
      long bytes = request.records().stream().mapToLong(r -> r.data().asByteArray().length).sum();
      if (request.records().isEmpty() || request.records().size() > 500 || bytes > 4 << 20) {
        throw new IllegalArgumentException(
            "%d records of %d bytes, expected 1 to 500 and 4 MiB"
                .formatted(request.records().size(), bytes));
      }
      requests.add(request.records().size());
      List<PutRecordBatchResponseEntry> entries = new ArrayList<>();
      request.records().forEach(record -> entries.add(take(record)));
      return PutRecordBatchResponse.builder()
          .requestResponses(entries)
          .failedPutCount((int) entries.stream().filter(e -> e.errorCode() != null).count())
          .build();
    }

    private PutRecordBatchResponseEntry take(Record record) {
      byte[] data = record.data().asByteArray();
      if (refuses.test(data)) {
        return PutRecordBatchResponseEntry.builder().errorCode("ServiceUnavailable").build();
      }
      taken.add(data);
      return PutRecordBatchResponseEntry.builder().recordId("id").build();
    }

    @Override
    public String serviceName() {
      return "firehose";
    }

    @Override
    public void close() {}
  }

  @Test
  void deliver_someRefused_onlyThoseSentAgain() {
    List<Byte> seen = new ArrayList<>();
    Firehose firehose =
        new Firehose(
            data -> {
              boolean again = seen.contains(data[0]);
              seen.add(data[0]);
              return data[0] % 2 == 1 && !again;
            });
    new FirehoseDelivery(firehose, "stream").deliver(parcels(5, 1));
    assertThat(firehose.requests).containsExactly(5, 2);
    assertThat(firehose.taken)
        .extracting(data -> (int) data[0])
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void deliver_moreThan500_inRequestsOf500() {
    Firehose firehose = new Firehose(data -> false);
    new FirehoseDelivery(firehose, "stream").deliver(parcels(1_001, 3));
    assertThat(firehose.requests).containsExactly(500, 500, 1);
    assertThat(firehose.taken).hasSize(1_001);
  }

  @Test
  void deliver_largestParcels_fourARequest() {
    Firehose firehose = new Firehose(data -> false);
    byte[] largest = new byte[Delivery.LARGEST];
    new FirehoseDelivery(firehose, "stream").deliver(Collections.nCopies(9, largest));
    assertThat(firehose.requests).containsExactly(4, 4, 1);
  }

  @Test
  void deliver_nothing_noRequest() {
    Firehose firehose = new Firehose(data -> false);
    new FirehoseDelivery(firehose, "stream").deliver(List.of());
    assertThat(firehose.requests).isEmpty();
  }

  @Test
  void deliver_streamFails_fails() {
    Firehose firehose =
        new Firehose(
            data -> {
              throw new IllegalStateException("no such stream");
            });
    assertThatThrownBy(() -> new FirehoseDelivery(firehose, "stream").deliver(parcels(1, 1)))
        .hasMessage("no such stream");
  }

  private static List<byte[]> parcels(int count, int length) {
    List<byte[]> parcels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] parcel = new byte[length];
      parcel[0] = (byte) i;
      parcels.add(parcel);
    }
    return parcels;
  }
}
