package io.trueup.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.demo.Stage;
import io.trueup.demo.host.Failure;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Hands the speed function every record of the stream a second time, as the event source mapping
 * would after it lost the first answer.
 */
record Redelivery(Stage stage) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 100;

  /** Delivers all again, shard by shard, in batches from the oldest record on. */
  void run() {
    for (Shard shard : kinesis().listShards(call -> call.streamName(stream())).shards()) {
      List<Record> records = records(shard.shardId());
      for (int from = 0; from < records.size(); from += BATCH) {
        deliver(shard, records.subList(from, Math.min(from + BATCH, records.size())));
      }
    }
  }

  /** The hot table. */
  TableDump hotItems() {
    return TableDump.of(stage.localStack().endpoint(), stage.deployment().output("HotTable"));
  }

  /** The speed layer's ledger of all epochs but the newest of each shard. */
  Map<String, Map<String, AttributeValue>> closedEntries() {
    Map<String, Map<String, AttributeValue>> entries =
        new HashMap<>(
            TableDump.of(stage.localStack().endpoint(), stage.deployment().output("ControlTable"))
                .items());
    entries.keySet().removeIf(key -> !key.startsWith("ledger|speed|"));
    Map<String, String> newest = new HashMap<>();
    entries.forEach(
        (key, item) -> newest.merge(TableDump.text(item, "pk"), key, Redelivery::later));
    entries.keySet().removeAll(newest.values());
    return entries;
  }

  private static String later(String one, String other) {
    return one.compareTo(other) > 0 ? one : other;
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
    return kinesis().getRecords(call -> call.shardIterator(iterator)).records();
  }

  private void deliver(Shard shard, List<Record> records) {
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
                    call.functionName(speedFunction())
                        .payload(SdkBytes.fromUtf8String(event.toString())));
    String said = answer.payload().asUtf8String();
    if (answer.functionError() != null || !said.equals("{\"batchItemFailures\":[]}")) {
      throw new Failure("redelivery to %s: %s".formatted(shard.shardId(), said));
    }
  }

  private String speedFunction() {
    return stage.cloud().functions().listFunctionsPaginator().functions().stream()
        .filter(function -> function.handler().contains("SpeedHandler"))
        .map(FunctionConfiguration::functionName)
        .findFirst()
        .orElseThrow();
  }
}
