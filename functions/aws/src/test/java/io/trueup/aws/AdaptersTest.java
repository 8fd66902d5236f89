package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** The adapters that make one request of one call. */
class AdaptersTest {

  private static final class Kinesis implements KinesisClient {
    private final List<PutRecordRequest> puts = new ArrayList<>();

    @Override
    public PutRecordResponse putRecord(PutRecordRequest request) {
      puts.add(request);
      return PutRecordResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "kinesis";
    }

    @Override
    public void close() {}
  }

  private static final class Sqs implements SqsClient {
    private final List<SendMessageRequest> sent = new ArrayList<>();

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      sent.add(request);
      return SendMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }

  private static final class EmptyS3 implements S3Client {

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      throw NoSuchKeyException.builder().message("The specified key does not exist.").build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  @Test
  void read_objectThatIsNotThere_failsAndNamesIt() {
    assertThatThrownBy(() -> new S3Objects(new EmptyS3(), "assets").read("a/b.zip"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("read of object 's3://assets/a/b.zip': there is none");
  }

  @Test
  void put_explicitHash_goesToItsShard() {
    Kinesis kinesis = new Kinesis();
    BigInteger hash = BigInteger.ONE.shiftLeft(127);
    new KinesisStream(kinesis, "events").put("key", Optional.of(hash), "data".getBytes(UTF_8));
    PutRecordRequest put = kinesis.puts.get(0);
    assertThat(put.streamName()).isEqualTo("events");
    assertThat(put.partitionKey()).isEqualTo("key");
    assertThat(put.explicitHashKey()).isEqualTo("170141183460469231731687303715884105728");
    assertThat(put.data().asUtf8String()).isEqualTo("data");
  }

  @Test
  void put_noHash_byPartitionKey() {
    Kinesis kinesis = new Kinesis();
    new KinesisStream(kinesis, "events").put("key", Optional.empty(), new byte[0]);
    assertThat(kinesis.puts.get(0).explicitHashKey()).isNull();
  }

  @Test
  void send_delay_inWholeSeconds() {
    Sqs sqs = new Sqs();
    new SqsQueue(sqs, "https://sqs/beats").send("{}", Duration.ofMillis(59_999));
    SendMessageRequest sent = sqs.sent.get(0);
    assertThat(sent.queueUrl()).isEqualTo("https://sqs/beats");
    assertThat(sent.messageBody()).isEqualTo("{}");
    assertThat(sent.delaySeconds()).isEqualTo(59);
  }
}
