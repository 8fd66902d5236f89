package io.trueup.batch.master;

import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericAppenderFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.PartitionedWriter;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Writes rows into data files of the table, which has none of them until it is told of them. */
final class Files extends PartitionedWriter<Record> {

  private static final Logger LOG = LoggerFactory.getLogger(Files.class);

  private static final FileFormat FORMAT = FileFormat.PARQUET;

  private final PartitionKey key;
  private final InternalRecordWrapper values;

  private Files(Table table, OutputFileFactory names) {
    super(
        table.spec(),
        FORMAT,
        new GenericAppenderFactory(
            table, table.schema(), table.spec(), parquet(table), null, null, null),
        names,
        table.io(),
        target(table));
    key = new PartitionKey(table.spec(), table.schema());
    values = new InternalRecordWrapper(table.schema().asStruct());
  }

  /** Writes rows in Spark's tasks, one a slice, in their order. */
  static Set<DataFile> write(
      JavaSparkContext spark, Table table, JavaRDD<Row> rows, Slices slices) {
    Broadcast<Table> there = spark.broadcast(SerializableTable.copyOf(table));
    List<List<DataFile>> files =
        rows.mapToPair(row -> new Tuple2<>(row, 0))
            .repartitionAndSortWithinPartitions(slices)
            .keys()
            .mapPartitions(slice -> List.of(write(there.value(), slice)).iterator())
            .collect();
    return files.stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  /** Writes rows in a task; what one that fails has written is deleted as far as can be. */
  private static List<DataFile> write(Table table, Iterator<Row> rows) {
    TaskContext task = TaskContext.get();
    OutputFileFactory names =
        OutputFileFactory.builderFor(table, task.partitionId(), task.taskAttemptId())
            .format(FORMAT)
            .build();
    GenericRecord empty = GenericRecord.create(table.schema());
    Files files = new Files(table, names);
    try {
      while (rows.hasNext()) {
        files.write(Columns.fill(empty.copy(), rows.next()));
      }
      return List.of(files.complete().dataFiles());
    } catch (IOException failed) {
      files.abandon();
      throw new UncheckedIOException("write rows of %s".formatted(table.name()), failed);
    } catch (RuntimeException failed) {
      files.abandon();
      throw failed;
    }
  }

  /** How Parquet is to be written; of the metrics the table itself tells. */
  private static Map<String, String> parquet(Table table) {
    return Maps.filterKeys(table.properties(), name -> name.startsWith("write.parquet."));
  }

  /** The size that a file should have at most, in bytes. */
  static long target(Table table) {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  @Override
  protected PartitionKey partition(Record row) {
    key.partition(values.wrap(row));
    return key;
  }

  private void abandon() {
    try {
      abort();
    } catch (IOException left) {
      LOG.warn("files of a task that failed are left, and go once they are old", left);
    }
  }
}
