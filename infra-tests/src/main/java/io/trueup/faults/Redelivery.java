package io.trueup.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.demo.Stage;
import io.trueup.demo.host.Failure;
import io.trueup.store.Layer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Hands the speed function every record of the stream a second time, as the event source mapping
 * would after it lost the first answer.
 */
public record Redelivery(Stage stage) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 100;

  /** Delivers all again, shard by shard, in batches from the oldest record on. */
  public void run() {
    String function = StreamFunction.of(stage, Layer.SPEED).name();
    for (Shard shard : kinesis().listShards(call -> call.streamName(stream())).shards()) {
      List<Record> records = records(shard.shardId());
      for (int from = 0; from < records.size(); from += BATCH) {
        deliver(function, shard, records.subList(from, Math.min(from + BATCH, records.size())));
      }
    }
  }

  private KinesisClient kinesis() {
    return stage.cloud().kinesis();
  }

  private String stream() {
    return stage.deployment().output("StreamName");
  }

  private List<Record> records(String shard) {
    String iterator =
        kinesis()
            .getShardIterator(
                call ->
                    call.streamName(stream())
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    List<Record> records = new ArrayList<>();
    GetRecordsResponse page;
    do {
      String from = iterator;
      page = kinesis().getRecords(call -> call.shardIterator(from));
      records.addAll(page.records());
      iterator = page.nextShardIterator();
    } while (page.millisBehindLatest() > 0);
    return records;
  }

  private void deliver(String function, Shard shard, List<Record> records) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode batch = event.putArray("Records");
    for (Record record : records) {
      ObjectNode each = batch.addObject();
      each.put("eventID", shard.shardId() + ":" + record.sequenceNumber());
      ObjectNode kinesis = each.putObject("kinesis");
      kinesis.put("sequenceNumber", record.sequenceNumber());
      kinesis.put("partitionKey", record.partitionKey());
      kinesis.put("data", record.data().asByteArray());
      kinesis.put(
          "approximateArrivalTimestamp",
          BigDecimal.valueOf(record.approximateArrivalTimestamp().toEpochMilli(), 3));
    }
    InvokeResponse answer =
        stage
            .cloud()
            .functions()
            .invoke(
                call ->
                    call.functionName(function).payload(SdkBytes.fromUtf8String(event.toString())));
    String said = answer.payload().asUtf8String();
    if (answer.functionError() != null || !said.equals("{\"batchItemFailures\":[]}")) {
      throw new Failure("redelivery to %s: %s".formatted(shard.shardId(), said));
    }
  }
}
