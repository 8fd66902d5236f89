package io.trueup.aws;

import io.trueup.port.Queue;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An SQS queue, by its URL. */
public record SqsQueue(SqsClient sqs, String url) implements Queue {

  @Override
  public void send(String body, Duration delay) {
    sqs.sendMessage(
        send ->
            send.queueUrl(url).messageBody(body).delaySeconds(Math.toIntExact(delay.toSeconds())));
  }
}
