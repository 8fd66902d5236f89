package io.trueup.cdk.data;

import io.trueup.cdk.Catalog;
import io.trueup.cdk.Keeping;
import io.trueup.cdk.Settings;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * What is kept: key, stream, tables and archive. Nothing in it depends on code or on the pipeline's
 * text, so that neither can ever replace data.
 */
public final class DataStack extends Stack {

  private final DataKey key;
  private final EventStream events;
  private final Tables tables;
  private final Archive archive;

  public DataStack(Construct scope, Settings settings) {
    super(
        scope,
        settings.dataStack(),
        StackProps.builder()
            .description("Trueup %s: what is kept".formatted(settings.name()))
            .terminationProtection(settings.keeping() == Keeping.KEPT)
            .build());
    key = new DataKey(this, settings);
    events = new EventStream(this, settings, key());
    tables = new Tables(this, settings, key());
    archive = new Archive(this, settings, key());
    if (settings.catalog() == Catalog.GLUE) {
      new Lake(this, settings, archive());
    }
  }

  public Key key() {
    return key.key();
  }

  public Stream stream() {
    return events.stream();
  }

  public Table control() {
    return tables.control();
  }

  public Table hot() {
    return tables.hot();
  }

  public Bucket archive() {
    return archive.bucket();
  }
}
