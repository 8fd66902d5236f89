package io.trueup.batch.master;

import io.trueup.store.Json;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Where the master dataset is: the table's name, {@code NAMESPACE.TABLE}, and the properties of its
 * Iceberg catalog, of which {@code type} or {@code catalog-impl} says which catalog it is.
 */
public record MasterPlace(String table, Map<String, String> catalog) {

  public MasterPlace {
    catalog = Map.copyOf(catalog);
    if (!table.matches("[^.]+(\\.[^.]+)+")) {
      throw new IllegalArgumentException(
          "master table '%s', expected NAMESPACE.TABLE".formatted(table));
    }
    if (!catalog.containsKey(CatalogUtil.ICEBERG_CATALOG_TYPE)
        && !catalog.containsKey(CatalogProperties.CATALOG_IMPL)) {
      throw new IllegalArgumentException(
          "master catalog with %s, expected type or catalog-impl among them"
              .formatted(catalog.keySet()));
    }
  }

  /** Reads {@code {"table": NAME, "catalog": {PROPERTY: VALUE, …}}}. */
  public static MasterPlace of(Map<?, ?> json) {
    Map<String, String> catalog = new TreeMap<>();
    Json.object(json, "catalog")
        .forEach((name, value) -> catalog.put((String) name, String.valueOf(value)));
    return new MasterPlace(Json.text(json, "table"), catalog);
  }

  /** Whether Glue's is the catalog, which others in the account read too. */
  public boolean isInGlue() {
    return "org.apache.iceberg.aws.glue.GlueCatalog"
            .equals(catalog.get(CatalogProperties.CATALOG_IMPL))
        || CatalogUtil.ICEBERG_CATALOG_TYPE_GLUE.equals(
            catalog.get(CatalogUtil.ICEBERG_CATALOG_TYPE));
  }

  /** The place of the files as the catalog is told it; {@code iceberg} where it is told none. */
  public String warehouse() {
    return catalog.getOrDefault(CatalogProperties.WAREHOUSE_LOCATION, "iceberg");
  }

  TableIdentifier identifier() {
    return TableIdentifier.parse(table);
  }
}
