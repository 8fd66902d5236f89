/**
 * The recompute beside Spark SQL and DuckDB: the same flights in the same gzip JSON, each record
 * once by position and by id, the same views, the same cells.
 */
@NullMarked
package io.trueup.bench.batch;

import org.jspecify.annotations.NullMarked;
