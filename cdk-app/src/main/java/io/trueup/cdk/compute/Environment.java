package io.trueup.cdk.compute;

import io.trueup.cdk.Settings;
import io.trueup.cdk.data.DataStack;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.sqs.Queue;

/** The environment variables by which every function finds the deployment. */
final class Environment {

  private Environment() {}

  static Map<String, String> of(
      Settings settings, DataStack data, Asset definition, String delivery, Queue beats) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TRUEUP_NAME", settings.name());
    environment.put("TRUEUP_PIPELINE", settings.pipeline());
    environment.put("TRUEUP_CONTROL_TABLE", data.control().getTableName());
    environment.put("TRUEUP_HOT_TABLE", data.hot().getTableName());
    environment.put("TRUEUP_SEGMENT_PREFIX", settings.segmentPrefix());
    environment.put("TRUEUP_STREAM", data.stream().getStreamName());
    environment.put("TRUEUP_ARCHIVE_BUCKET", data.archive().getBucketName());
    environment.put("TRUEUP_DELIVERY", delivery);
    environment.put("TRUEUP_QUEUE", beats.getQueueUrl());
    environment.put("TRUEUP_DEFINITION", definition.getS3ObjectUrl());
    environment.put("TRUEUP_FINGERPRINT", settings.fingerprint());
    environment.put("TRUEUP_EPOCH", settings.rhythm().epoch().toString());
    environment.put("TRUEUP_HEARTBEAT", settings.rhythm().heartbeat().toString());
    environment.put("TRUEUP_HOT_RETENTION", settings.rhythm().hotRetention().toString());
    environment.put("TRUEUP_GATE", settings.rhythm().gate().toString());
    environment.put("TRUEUP_KEPT_VERSIONS", Integer.toString(settings.keptVersions()));
    environment.put("TRUEUP_EVENT_BUS", settings.eventBus());
    environment.put("TRUEUP_KMS_KEY", data.key().getKeyArn());
    return environment;
  }
}
