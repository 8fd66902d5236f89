package io.trueup.aws;

import io.trueup.port.KeyOrder;
import io.trueup.port.Objects;
import java.io.InputStream;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of an S3 bucket. */
public record S3Objects(S3Client s3, String bucket) implements Objects {

  @Override
  public List<String> list(String prefix, String after) {
    return s3
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix).startAfter(after))
        .contents()
        .stream()
        .map(S3Object::key)
        .sorted(KeyOrder.BY_BYTES)
        .toList();
  }

  @Override
  public InputStream read(String key) {
    try {
      return s3.getObject(get -> get.bucket(bucket).key(key));
    } catch (NoSuchKeyException none) {
      // It says neither bucket nor key.
      throw new IllegalStateException(
          "read of object 's3://%s/%s': there is none".formatted(bucket, key), none);
    }
  }

  @Override
  public void write(String key, byte[] content) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }
}
