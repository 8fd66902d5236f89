package io.trueup.standin;

import io.trueup.port.MemoryObjects;
import io.trueup.port.Objects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** S3 by path-style requests: list, read and write. Safe for many threads. */
final class Buckets {

  private final Map<String, MemoryObjects> buckets = new ConcurrentHashMap<>();

  Objects bucket(String name) {
    return buckets.computeIfAbsent(name, any -> new MemoryObjects());
  }

  Reply answer(Asked asked) throws IOException {
    String[] path = asked.path().substring(1).split("/", 2);
    Objects bucket = bucket(path[0]);
    String key = path.length == 2 ? path[1] : "";
    if (asked.method().equals("PUT")) {
      bucket.write(key, asked.isChunked() ? unchunked(asked.body()) : asked.body());
      return new Reply("application/xml", new byte[0]);
    }
    return key.isEmpty()
        ? new Reply("application/xml", listing(bucket, asked.parameter("prefix")))
        : new Reply("application/octet-stream", bucket.read(key).readAllBytes());
  }

  private static byte[] listing(Objects bucket, String prefix) {
    return bucket.list(prefix).stream()
        .map("<Contents><Key>%s</Key></Contents>"::formatted)
        .collect(
            Collectors.joining(
                "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What is in a body that is sent in signed chunks: {@code SIZE;SIGNATURE CRLF bytes CRLF}. */
  private static byte[] unchunked(byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      String head = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int size = Integer.parseInt(head.split(";", 2)[0], 16);
      if (size == 0) {
        return content.toByteArray();
      }
      content.write(body, end + 2, size);
      at = end + 2 + size + 2;
    }
  }
}
