package io.trueup.faults;

import io.trueup.demo.Stage;
import io.trueup.demo.host.Cloud;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A deployment's archive as objects in a bucket. The client lives as long as the process. */
public record ArchiveObjects(S3Client s3, String bucket) {

  private static final String PREFIX = "archive/";

  public static ArchiveObjects of(Stage stage) {
    S3Client s3 =
        Cloud.configured(S3Client.builder(), stage.localStack().endpoint())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build();
    return new ArchiveObjects(s3, stage.deployment().output("ArchiveBucket"));
  }

  /** The size in bytes of each object that readers take, by key. */
  public Map<String, Long> sizes() {
    Map<String, Long> sizes = new TreeMap<>();
    s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX))
        .contents()
        .forEach(object -> sizes.put(object.key(), object.size()));
    return sizes;
  }

  /** The keys of all objects of the bucket under a prefix. */
  public List<String> keys(String prefix) {
    return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  public byte[] read(String key) {
    return s3.getObjectAsBytes(read -> read.bucket(bucket).key(key)).asByteArray();
  }

  void write(String key, byte[] bytes) {
    s3.putObject(write -> write.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  void delete(String key) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key));
  }
}
