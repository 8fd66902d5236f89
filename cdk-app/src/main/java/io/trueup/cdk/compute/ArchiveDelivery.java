package io.trueup.cdk.compute;

import io.trueup.cdk.Batching;
import io.trueup.cdk.data.DataStack;
import java.util.List;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogStream;
import software.constructs.Construct;

/**
 * Firehose from the archive function to the archive bucket: gzip objects by hour of delivery. The
 * first-level construct, because the second-level one grants its role patterns of actions.
 */
final class ArchiveDelivery extends Construct {

  private static final String HOURLY =
      "archive/!{timestamp:yyyy}/!{timestamp:MM}/!{timestamp:dd}/!{timestamp:HH}/";
  private static final int BUFFER_MB = 64;

  private final CfnDeliveryStream delivery;

  ArchiveDelivery(Construct scope, DataStack data, Access access, Batching batching) {
    super(scope, "Delivery");
    LogGroup log = Logs.group(this, data.key());
    LogStream errors =
        LogStream.Builder.create(this, "Errors").logGroup(log).logStreamName("s3").build();
    Role role =
        ServiceRole.of(
            this,
            ServicePrincipal.Builder.create("firehose.amazonaws.com").build(),
            List.of(
                uploads(data),
                access.writeArchive("archive/"),
                access.writeArchive("errors/"),
                access.useKey(),
                Permission.to("logs", "PutLogEvents").on(log.getLogGroupArn())));
    delivery =
        CfnDeliveryStream.Builder.create(this, "Stream")
            .deliveryStreamType("DirectPut")
            .deliveryStreamEncryptionConfigurationInput(
                CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty.builder()
                    .keyType("CUSTOMER_MANAGED_CMK")
                    .keyArn(data.key().getKeyArn())
                    .build())
            .extendedS3DestinationConfiguration(destination(data, role, log, errors, batching))
            .build();
    delivery.getNode().addDependency(role); // Firehose tries the role when it is made
  }

  String name() {
    return delivery.getRef();
  }

  /** To put what the archive function packed. */
  Permission put() {
    return Permission.to("firehose", "PutRecord", "PutRecordBatch").on(delivery.getAttrArn());
  }

  private static Permission uploads(DataStack data) {
    return Permission.to("s3", "GetBucketLocation", "ListBucket", "ListBucketMultipartUploads")
        .on(data.archive().getBucketArn());
  }

  private CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty destination(
      DataStack data, Role role, LogGroup log, LogStream errors, Batching batching) {
    return CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty.builder()
        .bucketArn(data.archive().getBucketArn())
        .roleArn(role.getRoleArn())
        .prefix(HOURLY)
        .errorOutputPrefix("errors/")
        .compressionFormat("GZIP")
        .bufferingHints(
            CfnDeliveryStream.BufferingHintsProperty.builder()
                .sizeInMBs(BUFFER_MB)
                .intervalInSeconds(batching.deliverySeconds())
                .build())
        .encryptionConfiguration(
            CfnDeliveryStream.EncryptionConfigurationProperty.builder()
                .kmsEncryptionConfig(
                    CfnDeliveryStream.KMSEncryptionConfigProperty.builder()
                        .awskmsKeyArn(data.key().getKeyArn())
                        .build())
                .build())
        .cloudWatchLoggingOptions(
            CfnDeliveryStream.CloudWatchLoggingOptionsProperty.builder()
                .enabled(true)
                .logGroupName(log.getLogGroupName())
                .logStreamName(errors.getLogStreamName())
                .build())
        .build();
  }
}
