package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.store.ImportLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A line of an import has an item as DynamoDB takes it on the wire: DynamoDB Local, which imports
 * nothing, is given it so.
 */
class ImportLineTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final int ITEMS = 100;

  @Test
  void line_anyItem_isTheItemThatTheSdkWrites() throws IOException, InterruptedException {
    String taken = "line-taken";
    Table byLine = LocalDynamo.tables().create(taken);
    Table bySdk = LocalDynamo.table();
    for (int seed = 0; seed < ITEMS; seed++) {
      Item item = item(new Random(seed));
      put(taken, item);
      bySdk.writeAll(List.of(item));
      assertThat(byLine.read(item.key()))
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .isEqualTo(bySdk.read(item.key()));
      assertThat(byLine.read(item.key()).orElseThrow())
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .isEqualTo(item);
    }
  }

  /** The line is the request, but for the table's name. */
  private static void put(String table, Item item) throws IOException, InterruptedException {
    String line = new String(ImportLine.of(item), UTF_8);
    String request = "{\"TableName\":\"%s\",".formatted(table) + line.substring(1);
    URI endpoint =
        LocalDynamo.client().serviceClientConfiguration().endpointOverride().orElseThrow();
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(endpoint)
                .header("X-Amz-Target", "DynamoDB_20120810.PutItem")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=test/20260301/eu-central-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=none")
                .POST(BodyPublishers.ofString(request))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static Item item(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(2_000)];
    random.nextBytes(bytes);
    long[] numbers = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()};
    return new Item(
        new Key("p" + text(random, 40), "s" + text(random, 40)),
        Map.of(
            "v", new Value.Whole(1),
            "number", new Value.Whole(numbers[random.nextInt(numbers.length)]),
            "text", new Value.Text(text(random, 300)),
            "bytes", new Value.Bytes(bytes)),
        random.nextBoolean() ? OptionalLong.of(random.nextLong(1L << 40)) : OptionalLong.empty());
  }

  /** Any characters of any plane, and those that JSON escapes more often. */
  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most);
    while (text.length() < length) {
      int point = random.nextInt(3) == 0 ? random.nextInt(128) : random.nextInt(0x110000);
      if (point < 0xD800 || point > 0xDFFF) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }
}
