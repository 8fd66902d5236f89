package io.trueup.batch.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterTableTest {

  private final TestMaster test;

  MasterTableTest(@TempDir Path folder) {
    test = new TestMaster(folder);
    test.compact(0, 480_000, List.of());
  }

  @Test
  void open_newerFormat_isRefused() {
    test.table().updateProperties().set("trueup.format", "2").commit();

    assertThatThrownBy(test::open)
        .hasMessageContaining("trueup.format is '2', expected 1: written by a newer Trueup?");
  }

  @Test
  void open_tableOfOthers_isRefused() {
    test.table().updateProperties().remove("trueup.format").commit();

    assertThatThrownBy(test::open).hasMessageContaining("expected 1: a table of others?");
  }

  @Test
  void main_snapshotWithoutACut_isRefused() {
    Table table = test.table();
    table.newAppend().commit();

    assertThatThrownBy(test::cut)
        .hasMessageContaining("says 'null' of trueup.cut")
        .hasMessageContaining("snapshot " + test.table().currentSnapshot().snapshotId());
  }

  @Test
  void main_cutThatIsNoNumber_isRefused() {
    test.table().newAppend().set(Edition.CUT, "soon").commit();

    assertThatThrownBy(test::cut).hasMessageContaining("says 'soon' of trueup.cut");
  }

  @Test
  void place_ofJson_hasTableAndCatalog() {
    String json =
        """
        {"table": "lake.events", "catalog": {"type": "glue", "warehouse": "s3://b/m"}}""";

    assertThat(MasterPlace.of(Json.object(json)))
        .isEqualTo(new MasterPlace("lake.events", Map.of("type", "glue", "warehouse", "s3://b/m")));
  }

  @Test
  void place_withoutNamespaceOrCatalog_isRefused() {
    assertThatThrownBy(() -> new MasterPlace("events", Map.of("type", "glue")))
        .hasMessageContaining("'events', expected NAMESPACE.TABLE");
    assertThatThrownBy(() -> new MasterPlace("lake.events", Map.of("uri", "x")))
        .hasMessageContaining("[uri], expected type or catalog-impl");
  }
}
