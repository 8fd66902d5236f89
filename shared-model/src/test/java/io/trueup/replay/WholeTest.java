package io.trueup.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.event.Position;
import io.trueup.store.InForce;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Tally;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A definition that was left for another one, and has come back. */
class WholeTest {

  private static final Span EPOCH = Span.parse("1h");
  private static final Tenure LEFT = closed("a", 0, 12);
  private static final Tenure OTHER = closed("b", 10, 22);
  private static final Tenure BACK = Tenure.from(20, "a", "s3://assets/a");

  private final Pipeline pipeline = Folders.pipeline(Folders.orders());
  private final InForce inForce = new InForce(EPOCH, List.of(LEFT, OTHER, BACK));

  @Test
  void views_firstDefinitionThatCameBack_areReadFromItsReturnOn() {
    LedgerEntry back = entry(30, List.of());
    Whole whole =
        whole(entry(9, List.of()), entry(15, List.of("b")), entry(21, List.of("b", "a")), back);

    assertThat(whole.views(back)).isEqualTo(pipeline.views());
    assertThat(whole.views(entry(15, List.of("b")))).isEmpty();
  }

  @Test
  void as_entryOfTwoDefinitions_isInItsOwnOrder() {
    LedgerEntry before = entry(11, List.of("a", "b"));
    LedgerEntry after = entry(21, List.of("b", "a"));
    Whole whole = whole(before, after);

    assertThat(names(whole.as(before), 11)).containsExactly("a", "b");
    assertThat(names(whole.as(after), 21)).containsExactly("b", "a");
    assertThat(names(whole.as(entry(30, List.of())), 30)).containsExactly("a");
    assertThat(whole.as(after).first().fingerprint()).isEqualTo("a");
  }

  private Whole whole(LedgerEntry... entries) {
    return new Whole(
        new Library(() -> inForce, any -> pipeline), inForce, new Epochs(EPOCH), List.of(entries));
  }

  private static List<String> names(InForce by, long epoch) {
    return by.at(epoch).stream().map(Tenure::fingerprint).toList();
  }

  private static Tenure closed(String name, long from, long until) {
    return new Tenure(
        name, "s3://assets/" + name, from, OptionalLong.of(until), OptionalLong.empty());
  }

  private static LedgerEntry entry(long epoch, List<String> definitions) {
    Position at = new Position(Long.toString(1_000 + epoch), 0);
    return new LedgerEntry(
        "shard", epoch, at, at, epoch * EPOCH.millis(), Tally.NONE, -1, Map.of(), definitions);
  }
}
