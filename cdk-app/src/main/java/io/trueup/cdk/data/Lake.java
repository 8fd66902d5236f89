package io.trueup.cdk.data;

import io.trueup.cdk.Settings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * The database of the Glue Data Catalog by which Athena finds the archive as it lies there, and
 * beside it the master dataset, a table that the job makes. Partitions of the archive are hours of
 * delivery, known by their form alone: nothing has to be added when one begins.
 */
final class Lake extends Construct {

  private static final String JSON = "org.openx.data.jsonserde.JsonSerDe";
  private static final String TEXT = "org.apache.hadoop.mapred.TextInputFormat";
  private static final String OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

  Lake(Construct scope, Settings settings, Bucket archive) {
    super(scope, "Lake");
    CfnDatabase database =
        CfnDatabase.Builder.create(this, "Database")
            .catalogId(Aws.ACCOUNT_ID)
            .databaseInput(
                CfnDatabase.DatabaseInputProperty.builder()
                    .name(settings.masterDatabase())
                    .description("Trueup %s: archive and master dataset".formatted(settings.name()))
                    .build())
            .build();
    database.applyRemovalPolicy(settings.keeping().removal());
    CfnTable table = archive(settings, archive);
    table.addResourceDependency(database);
    table.applyRemovalPolicy(settings.keeping().removal());
  }

  private CfnTable archive(Settings settings, Bucket bucket) {
    String location = "s3://%s/archive/".formatted(bucket.getBucketName());
    return CfnTable.Builder.create(this, "Archive")
        .catalogId(Aws.ACCOUNT_ID)
        .databaseName(settings.masterDatabase())
        .tableInput(
            CfnTable.TableInputProperty.builder()
                .name("archive")
                .description("Records as they came, as often as they were delivered")
                .tableType("EXTERNAL_TABLE")
                .partitionKeys(List.of(column("hour", "string")))
                .parameters(projection(location))
                .storageDescriptor(
                    CfnTable.StorageDescriptorProperty.builder()
                        .location(location)
                        .inputFormat(TEXT)
                        .outputFormat(OUTPUT)
                        .columns(
                            List.of(
                                column("v", "int"),
                                column("shard", "string"),
                                column("seq", "string"),
                                column("sub", "bigint"),
                                column("epoch", "bigint"),
                                column("arrival", "bigint"),
                                column("event", "string"),
                                column("base64", "string")))
                        .serdeInfo(
                            CfnTable.SerdeInfoProperty.builder().serializationLibrary(JSON).build())
                        .build())
                .build())
        .build();
  }

  private static Map<String, String> projection(String location) {
    return Map.of(
        "projection.enabled", "true",
        "projection.hour.type", "date",
        "projection.hour.format", "yyyy/MM/dd/HH",
        "projection.hour.range", "2024/01/01/00,NOW+1HOURS",
        "projection.hour.interval", "1",
        "projection.hour.interval.unit", "HOURS",
        "storage.location.template", location + "${hour}/");
  }

  private static CfnTable.ColumnProperty column(String name, String type) {
    return CfnTable.ColumnProperty.builder().name(name).type(type).build();
  }
}
