package io.trueup.batch.recompute;

import io.trueup.store.ArchiveLine;
import java.io.Serializable;
import java.util.Iterator;
import scala.Tuple2;

/** What a task makes of the records that it reads, on its way to the shuffle. */
@FunctionalInterface
interface Work<K, V> extends Serializable {

  Iterator<Tuple2<K, V>> of(Iterator<ArchiveLine> lines);
}
