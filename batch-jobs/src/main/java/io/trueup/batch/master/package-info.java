/**
 * The master dataset: every record of the archive once, as rows of an Apache Iceberg table, so that
 * a run reads one snapshot, can name it, and need not read the archive's many small objects again.
 *
 * <p>It works on Iceberg's own API and Spark's RDDs, without Spark SQL: in one class path Spark
 * SQL's parser and CEL would need two versions of ANTLR. Whatever reads Iceberg can read the table.
 */
@NullMarked
package io.trueup.batch.master;

import org.jspecify.annotations.NullMarked;
