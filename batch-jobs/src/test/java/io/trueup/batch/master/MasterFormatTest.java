package io.trueup.batch.master;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.ShardEpoch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.ByteBuffers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a master table looked like when it was released: later writers must add to it. */
class MasterFormatTest {

  private static final Row EVENT =
      new Row(
          "flight",
          "8",
          "shardId-000000000000@1732420000",
          "05649590338271490256608559692538361571095921575989136588898:0000000001",
          492_323,
          1_772_366_462_345L,
          978_329_340_000L,
          Rows.utf8("{\"id\":8,\"departure\":\"2001-01-01T06:09:00Z\"}"),
          "archive/2026/03/01/12/trueup-flights-1-2026-03-01-12-01-02-a.gz",
          "042b125c5e06e15a");

  private static final Row NO_EVENT =
      new Row(
          Row.NO_EVENT,
          null,
          "shardId-000000000000@1732420000",
          "05649590338271490256608559692538362780021741190618311294994:0000000000",
          492_323,
          1_772_366_462_745L,
          null,
          Rows.utf8("not json"),
          "archive/2026/03/01/12/trueup-flights-1-2026-03-01-12-01-02-a.gz",
          "042b125c5e06e15a");

  @Test
  void compact_twoRows_isTheGoldenFile(@TempDir Path folder) throws IOException {
    TestMaster test = new TestMaster(folder);
    String other = "shardId-000000000001@1732420000";
    Set<ShardEpoch> gaps =
        Set.of(
            new ShardEpoch(other, 492_319),
            new ShardEpoch(other, 492_321),
            new ShardEpoch(other, 492_322),
            new ShardEpoch(EVENT.shard(), 492_320));
    test.compact(0, 492_324, List.of(EVENT, NO_EVENT), gaps);

    assertThat(print(test.table()))
        .as("what is stored as the master dataset; give one that differs its next version")
        .isEqualTo(golden());
  }

  private static String print(Table table) throws IOException {
    StringBuilder text = new StringBuilder();
    table.schema().columns().forEach(each -> text.append("column ").append(each).append('\n'));
    table.spec().fields().forEach(each -> text.append("partition ").append(each).append('\n'));
    table.sortOrder().fields().forEach(each -> text.append("order ").append(each).append('\n'));
    new TreeMap<>(table.properties())
        .forEach((name, value) -> text.append("property %s %s\n".formatted(name, value)));
    Map<String, String> summary = table.currentSnapshot().summary();
    for (String name : List.of("trueup.cut", "trueup.gaps")) {
      text.append("snapshot %s %s%n".formatted(name, summary.get(name)));
    }
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
      List<String> rest = new ArrayList<>();
      rows.forEach(row -> rest.add(print(row)));
      rest.stream().sorted().forEach(text::append);
    }
    return text.toString();
  }

  private static String print(Record row) {
    return row.struct().fields().stream()
        .map(field -> "row " + field.name() + " " + print(row.getField(field.name())) + "\n")
        .collect(Collectors.joining("", "\n", ""));
  }

  private static String print(@Nullable Object value) {
    return value instanceof ByteBuffer bytes
        ? HexFormat.of().formatHex(ByteBuffers.toByteArray(bytes))
        : Objects.toString(value);
  }

  private static String golden() throws IOException {
    try (InputStream in = MasterFormatTest.class.getResourceAsStream("/golden/master.v1.txt")) {
      return new String(Objects.requireNonNull(in, "golden file").readAllBytes(), UTF_8);
    }
  }
}
