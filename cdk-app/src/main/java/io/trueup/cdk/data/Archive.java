package io.trueup.cdk.data;

import io.trueup.cdk.Settings;
import io.trueup.cdk.Suppression;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * The archive of every event, kept forever, with the master dataset that is made of it; what tables
 * are imported of, kept a week; and the log of who read or wrote any of it, kept a year.
 */
final class Archive extends Construct {

  private final Bucket bucket;

  Archive(Construct scope, Settings settings, Key key) {
    super(scope, "Archive");
    bucket =
        Bucket.Builder.create(this, "Bucket")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            .bucketKeyEnabled(true)
            .versioned(true)
            .enforceSsl(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .serverAccessLogsBucket(accessLog(settings))
            .serverAccessLogsPrefix("archive/")
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .id("torn-uploads")
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build(),
                    LifecycleRule.builder()
                        .id("old-master-files")
                        .prefix("master/")
                        .noncurrentVersionExpiration(Duration.days(30))
                        .build(),
                    // Of runs that died; of others the job removes them, and this their versions.
                    LifecycleRule.builder()
                        .id("loaded")
                        .prefix("load/")
                        .expiration(Duration.days(7))
                        .noncurrentVersionExpiration(Duration.days(1))
                        .build()))
            .removalPolicy(settings.keeping().removal())
            .build();
  }

  Bucket bucket() {
    return bucket;
  }

  private Bucket accessLog(Settings settings) {
    Bucket log =
        Bucket.Builder.create(this, "AccessLog")
            .encryption(BucketEncryption.S3_MANAGED) // S3 delivers access logs to no other
            .enforceSsl(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .lifecycleRules(
                List.of(LifecycleRule.builder().id("old").expiration(Duration.days(365)).build()))
            .removalPolicy(settings.keeping().removal())
            .build();
    Suppression.of(log, "S1", "It is the access log itself; logging it would feed itself.");
    return log;
  }
}
