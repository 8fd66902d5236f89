package io.trueup.batch.master;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.CombinedScanTask;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.parquet.Parquet;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Some columns of the rows of a snapshot for which a filter holds, as Spark's tasks read them: of
 * the files that may have such rows, and of no other.
 */
record Scan(Schema columns, Expression filter) implements Serializable {

  /** What is made of a row that was read. */
  @FunctionalInterface
  interface As<T> extends Serializable {
    T of(Record row);
  }

  static <T> JavaRDD<T> read(
      JavaSparkContext spark, TableScan scan, List<String> columns, As<T> as) {
    TableScan selected = scan.select(columns);
    List<CombinedScanTask> tasks = tasks(selected);
    Broadcast<Table> table = spark.broadcast(SerializableTable.copyOf(scan.table()));
    Scan what = new Scan(selected.schema(), selected.filter());
    return spark
        .parallelize(tasks, Math.max(1, tasks.size()))
        .mapPartitions(
            each -> {
              List<CombinedScanTask> mine = Lists.newArrayList(each);
              return what.rows(
                  table.value(),
                  Iterables.concat(Iterables.transform(mine, CombinedScanTask::files)),
                  as);
            });
  }

  /** How many records a scan finds of each shard and epoch, and which. */
  static Set<Held> held(JavaSparkContext spark, TableScan scan) {
    return Held.sum(
        read(spark, scan, Columns.OF_LINES, Columns::line)
            .mapPartitions(lines -> List.of(Held.of(lines)).iterator())
            .collect());
  }

  private static List<CombinedScanTask> tasks(TableScan scan) {
    try (CloseableIterable<CombinedScanTask> tasks = scan.planTasks()) {
      return Lists.newArrayList(tasks);
    } catch (IOException failed) {
      throw new UncheckedIOException("plan a scan of %s".formatted(scan.table().name()), failed);
    }
  }

  /** The rows of files one after another, in the task of the calling thread. */
  private <T> Iterator<T> rows(Table table, Iterable<FileScanTask> files, As<T> as) {
    Evaluator wanted = new Evaluator(columns.asStruct(), filter);
    InternalRecordWrapper values = new InternalRecordWrapper(columns.asStruct());
    CloseableIterable<Record> all =
        CloseableIterable.concat(Iterables.transform(files, file -> open(table, file)));
    CloseableIterator<T> rows =
        CloseableIterable.transform(
                CloseableIterable.filter(all, row -> wanted.eval(values.wrap(row))), as::of)
            .iterator();
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> close(rows));
    return rows;
  }

  private CloseableIterable<Record> open(Table table, FileScanTask file) {
    return Parquet.read(table.io().newInputFile(file.file()))
        .project(columns)
        .split(file.start(), file.length())
        .filter(filter)
        .createReaderFunc(type -> GenericParquetReaders.buildReader(columns, type))
        .build();
  }

  private static void close(CloseableIterator<?> rows) {
    try {
      rows.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("close a file of the master dataset", failed);
    }
  }
}
