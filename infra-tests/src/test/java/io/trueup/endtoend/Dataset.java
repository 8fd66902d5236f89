package io.trueup.endtoend;

import io.trueup.batch.master.Master;
import io.trueup.batch.master.MasterPlace;
import io.trueup.batch.master.Tidied;
import io.trueup.batch.master.Upkeep;
import io.trueup.batch.recompute.LocalSpark;
import io.trueup.demo.Stage;
import io.trueup.faults.ArchiveObjects;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;

/** The flights' master dataset as any other program sees it, and its objects in the bucket. */
record Dataset(MasterPlace place, Table table, ArchiveObjects objects) {

  /** The DynamoDB table that its catalog is in. */
  static final String CATALOG = "trueup-flights-catalog";

  /** The prefix of all its objects. */
  private static final String PREFIX = "master/";

  private static final Epochs EPOCHS = new Epochs(Span.parse("5s"));

  /** That of a stage, once a recompute has made it. */
  static Dataset of(Stage stage) {
    ArchiveObjects objects = ArchiveObjects.of(stage);
    Map<String, String> catalog =
        Map.of(
            "catalog-impl", "org.apache.iceberg.aws.dynamodb.DynamoDbCatalog",
            "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
            "warehouse", "s3://%s/master".formatted(objects.bucket()),
            "dynamodb.table-name", CATALOG,
            "dynamodb.endpoint", stage.localStack().dynamo().toString(),
            "s3.endpoint", stage.localStack().endpoint().toString(),
            "s3.path-style-access", "true",
            "client.region", "us-east-1",
            "http-client.type", "urlconnection");
    MasterPlace place = new MasterPlace("trueup_flights.events", catalog);
    Table table =
        CatalogUtil.buildIcebergCatalog("test", catalog, LocalSpark.open().hadoopConfiguration())
            .loadTable(TableIdentifier.parse(place.table()));
    return new Dataset(place, table, objects);
  }

  /** The branches that hold what nobody has published. */
  Set<String> drafts() {
    table.refresh();
    Set<String> branches = new TreeSet<>(table.refs().keySet());
    branches.remove(SnapshotRef.MAIN_BRANCH);
    return branches;
  }

  /** The epoch that its newest edition ends before. */
  long cut() {
    try (Master master = open()) {
      return master.main().cut();
    }
  }

  /** Tidies as it is done days from now. */
  Tidied tidyInDays() {
    try (Master master = open()) {
      return master.tidy(new Upkeep(Span.parse("1d"), 1), Instant.now().plus(Duration.ofDays(2)));
    }
  }

  /** All objects under its prefix. */
  Set<String> stored() {
    return new TreeSet<>(objects.keys(PREFIX));
  }

  /** The objects that its snapshots and its metadata name. */
  Set<String> named() {
    table.refresh();
    TableMetadata metadata = ((BaseTable) table).operations().current();
    Set<String> named = new TreeSet<>();
    named.add(key(metadata.metadataFileLocation()));
    metadata.previousFiles().forEach(file -> named.add(key(file.file())));
    for (Snapshot snapshot : table.snapshots()) {
      named.add(key(snapshot.manifestListLocation()));
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        named.add(key(manifest.path()));
      }
      for (FileScanTask file : table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
        named.add(key(file.file().location()));
      }
    }
    return named;
  }

  private static String key(String location) {
    return location.replaceFirst("^s3[an]?://[^/]+/", "");
  }

  private Master open() {
    return Master.open(LocalSpark.open(), place, EPOCHS);
  }
}
