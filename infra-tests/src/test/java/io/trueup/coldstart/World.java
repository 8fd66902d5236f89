package io.trueup.coldstart;

import io.trueup.standin.FlightsPipeline;
import io.trueup.standin.StandIn;
import java.util.HashMap;
import java.util.Map;

/** A deployment of the flights pipeline on the stand-in for AWS, as functions find it. */
final class World implements AutoCloseable {

  static final String ARCHIVE = "archive";

  private final StandIn aws = StandIn.start();
  private final FlightsPipeline flights = FlightsPipeline.read();

  World() {
    aws.objects("assets").write("flights.zip", flights.zipped());
    aws.tables().create("control");
    aws.tables().create("hot");
  }

  StandIn aws() {
    return aws;
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.putAll(
        Map.ofEntries(
            Map.entry("TRUEUP_NAME", "flights"),
            Map.entry("TRUEUP_PIPELINE", "flights"),
            Map.entry("TRUEUP_CONTROL_TABLE", "control"),
            Map.entry("TRUEUP_HOT_TABLE", "hot"),
            Map.entry("TRUEUP_SEGMENT_PREFIX", "trueup-flights-v-"),
            Map.entry("TRUEUP_STREAM", "stream"),
            Map.entry("TRUEUP_ARCHIVE_BUCKET", ARCHIVE),
            Map.entry("TRUEUP_DELIVERY", "delivery"),
            Map.entry("TRUEUP_QUEUE", aws.environment().get("AWS_ENDPOINT_URL") + "/queue"),
            Map.entry("TRUEUP_DEFINITION", "s3://assets/flights.zip"),
            Map.entry("TRUEUP_FINGERPRINT", flights.pipeline().fingerprint()),
            Map.entry("TRUEUP_EPOCH", "5s"),
            Map.entry("TRUEUP_HEARTBEAT", "10s"),
            Map.entry("TRUEUP_HOT_RETENTION", "14d"),
            Map.entry("TRUEUP_GATE", "1h"),
            Map.entry("TRUEUP_KEPT_VERSIONS", "3"),
            Map.entry("TRUEUP_EVENT_BUS", "default"),
            Map.entry("TRUEUP_KMS_KEY", "none")));
    return environment;
  }

  @Override
  public void close() {
    aws.close();
  }
}
