package io.trueup.archive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.trueup.aws.Clients;
import io.trueup.aws.Consuming;
import io.trueup.aws.Environment;
import io.trueup.aws.FirehoseDelivery;
import io.trueup.aws.S3Objects;
import io.trueup.aws.Surroundings;
import io.trueup.store.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** The archive function: hands a batch of Kinesis records to Firehose, with their provenance. */
public final class ArchiveHandler implements RequestStreamHandler {

  private final Consuming consuming;

  public ArchiveHandler() {
    Environment environment = Environment.of(System.getenv());
    Surroundings surroundings =
        Surroundings.enter(environment, Clients.dynamo(), Clock.systemUTC());
    surroundings.ready();
    FirehoseClient firehose = FirehoseClient.builder().httpClientBuilder(Clients.http()).build();
    this.consuming =
        Consuming.of(
            surroundings,
            Layer.ARCHIVE,
            new Archiving(
                new FirehoseDelivery(firehose, environment.delivery()),
                new S3Objects(Clients.s3(), environment.archiveBucket())));
  }

  ArchiveHandler(Consuming consuming) {
    this.consuming = consuming;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    consuming.consume(event, answer, context);
  }
}
