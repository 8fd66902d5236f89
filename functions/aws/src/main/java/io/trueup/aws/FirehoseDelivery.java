package io.trueup.aws;

import io.trueup.port.Delivery;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/** A Firehose stream; parcels that it does not take at once are sent again after a pause. */
public record FirehoseDelivery(FirehoseClient firehose, String name) implements Delivery {

  /** Firehose takes 4 MiB a request, and so at most four of the largest parcels. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int MOST_PARCELS = 500;

  @Override
  public void deliver(List<byte[]> parcels) {
    List<Record> batch = new ArrayList<>();
    int bytes = 0;
    for (byte[] parcel : parcels) {
      if (batch.size() == MOST_PARCELS || bytes + parcel.length > MOST_BYTES) {
        send(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(Record.builder().data(SdkBytes.fromByteArrayUnsafe(parcel)).build());
      bytes += parcel.length;
    }
    if (!batch.isEmpty()) {
      send(batch);
    }
  }

  private void send(List<Record> batch) {
    List<Record> left = batch;
    for (Backoff pause = new Backoff("deliver %d parcels to %s".formatted(batch.size(), name));
        ;
        pause.await()) {
      List<Record> request = left;
      PutRecordBatchResponse response =
          firehose.putRecordBatch(put -> put.deliveryStreamName(name).records(request));
      if (response.failedPutCount() == null || response.failedPutCount() == 0) {
        return;
      }
      left = refused(request, response);
    }
  }

  /** The records of a request that the response has an error for. */
  static List<Record> refused(List<Record> request, PutRecordBatchResponse response) {
    List<Record> refused = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      if (response.requestResponses().get(i).errorCode() != null) {
        refused.add(request.get(i));
      }
    }
    return refused;
  }
}
