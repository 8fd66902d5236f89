package io.trueup.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.host.Cloud;
import io.trueup.port.Bus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * One who listens on the default bus of an emulator from now on: a queue, and a rule that has it
 * told all that is from Trueup.
 */
final class Listener implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String TARGET = "queue";

  private final EventBridgeClient events;
  private final SqsClient sqs;
  private final String name;
  private final String queue;
  private final List<Bus.Notice> heard = new ArrayList<>();

  private Listener(EventBridgeClient events, SqsClient sqs, String name) {
    this.events = events;
    this.sqs = sqs;
    this.name = name;
    this.queue = sqs.createQueue(make -> make.queueName(name)).queueUrl();
  }

  /** With a queue and a rule of a name. */
  static Listener on(URI endpoint, String name) {
    Listener listener =
        new Listener(
            Cloud.configured(EventBridgeClient.builder(), endpoint).build(),
            Cloud.configured(SqsClient.builder(), endpoint).build(),
            name);
    listener.begin();
    return listener;
  }

  private void begin() {
    events.putRule(rule -> rule.name(name).eventPattern("{\"source\":[\"trueup\"]}"));
    String arn =
        sqs.getQueueAttributes(
                ask -> ask.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    events.putTargets(put -> put.rule(name).targets(Target.builder().id(TARGET).arn(arn).build()));
  }

  /** All that was heard, once it is so much; fails when it does not become so much. */
  List<Bus.Notice> heard(int count) {
    Instant end = Instant.now().plus(LIMIT);
    while (heard.size() < count) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("heard %s, expected %d".formatted(heard, count));
      }
      for (Message message :
          sqs.receiveMessage(ask -> ask.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
              .messages()) {
        heard.add(notice(message.body()));
        sqs.deleteMessage(done -> done.queueUrl(queue).receiptHandle(message.receiptHandle()));
      }
    }
    return List.copyOf(heard);
  }

  private static Bus.Notice notice(String body) {
    try {
      JsonNode event = JSON.readTree(body);
      return new Bus.Notice(
          event.required("detail-type").textValue(),
          JSON.writeValueAsString(event.required("detail")));
    } catch (IOException e) {
      throw new UncheckedIOException("read '%s', expected an event".formatted(body), e);
    }
  }

  @Override
  public void close() {
    events.removeTargets(remove -> remove.rule(name).ids(TARGET));
    events.deleteRule(delete -> delete.name(name));
    sqs.deleteQueue(delete -> delete.queueUrl(queue));
    events.close();
    sqs.close();
  }
}
