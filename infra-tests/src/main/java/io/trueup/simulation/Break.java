package io.trueup.simulation;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.trueup.consume.Deltas;
import io.trueup.consume.Effect;
import io.trueup.consume.Repeats;
import io.trueup.consume.ShardConsumer;
import io.trueup.consume.Taken;
import io.trueup.definition.View;
import io.trueup.event.EventReader;
import io.trueup.event.Position;
import io.trueup.merge.Answers;
import io.trueup.merge.Snapshot;
import io.trueup.port.Table;
import io.trueup.serving.Api;
import io.trueup.store.Gap;
import io.trueup.store.Heads;
import io.trueup.store.InForce;
import io.trueup.store.Lease;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.asm.AsmVisitorWrapper;

/** A rule of the protocol, and the patches of the product's classes that break it. */
record Break(String rule, Map<String, List<AsmVisitorWrapper>> patches) {

  private static final String RECOMPUTE = "io.trueup.batch.recompute.";
  private static final String CONSUME = "io.trueup.consume.";

  /** As a counter does that is added to. */
  static final String ADDED_AGAIN = "delta added to without its position";

  /** As a batch view with a watermark does. */
  static final String CUT_BY_EVENT_TIME = "cut by event time";

  /** As two stores do that are switched one after the other. */
  static final String OTHER_SEGMENTS = "segments of another pointer than the cut";

  static Break of(String rule) {
    return new Break(rule, Map.of());
  }

  Break in(Class<?> type, AsmVisitorWrapper patch) {
    return in(type.getName(), patch);
  }

  Break in(String type, AsmVisitorWrapper patch) {
    Map<String, List<AsmVisitorWrapper>> more = new LinkedHashMap<>(patches);
    List<AsmVisitorWrapper> all = new ArrayList<>(more.getOrDefault(type, List.of()));
    all.add(patch);
    more.put(type, all);
    return new Break(rule, more);
  }

  /** The break of a rule that there is one of. */
  static Break known(String rule) {
    return all().stream()
        .filter(each -> each.rule().equals(rule))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no break '%s'".formatted(rule)));
  }

  static List<Break> all() {
    return Stream.of(
            consuming(), repeats(), cutting(), adding(), answering(), running(), changing())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Break> consuming() {
    AsmVisitorWrapper deltas = Patches.call(Table.class, "write", "unconditional", named("write"));
    AsmVisitorWrapper ledger = Patches.call(Ledger.class, "write", "unconditional", named("enter"));
    return List.of(
        Break.of("delta written without its condition").in(Deltas.class, deltas),
        Break.of("ledger written without its condition").in(ShardConsumer.class, ledger),
        Break.of("two consumers on a shard, no conditions")
            .in(Deltas.class, deltas)
            .in(ShardConsumer.class, ledger),
        Break.of("ledger added to without applied")
            .in(
                ShardConsumer.class,
                Patches.call(Position.class, "compareTo", "after", nameStartsWith("lambda$enter"))),
        Break.of("ledger before effect")
            .in(
                ShardConsumer.class,
                Patches.call(Effect.class, "apply", "applyLater", named("consume")))
            .in(
                ShardConsumer.class,
                Patches.advice(Patches.DoLater.class, named("enter").and(takesArguments(3)))),
        Break.of("a gap after a failed record")
            .in(
                ShardConsumer.class,
                Patches.call(Effect.class, "apply", "applyOrNot", named("consume"))),
        Break.of("directory after deltas")
            .in(Deltas.class, Patches.call(Table.class, "writeAll", "writeLater", named("list")))
            .in(Deltas.class, Patches.advice(Patches.DoLater.class, named("apply"))),
        Break.of(ADDED_AGAIN)
            .in(Deltas.class, Patches.call(Position.class, "compareTo", "after", named("merged"))),
        Break.of("LATEST")
            .in(ShardConsumer.class, Patches.advice(Patches.Latest.class, named("consume"))));
  }

  private static List<Break> repeats() {
    return List.of(
        Break.of("log compared without position")
            .in(
                CONSUME + "IdMemory",
                Patches.call(LedgerEntry.class, "applied", "beyond", named("catchUp"))),
        Break.of("stale log")
            .in(CONSUME + "IdMemory", Patches.advice(Patches.Stale.class, named("catchUp"))),
        Break.of("log after ledger")
            .in(
                CONSUME + "Takers$Batch",
                Patches.call(Repeats.Search.class, "log", "nothing", nameStartsWith("lambda$log")))
            .in(
                CONSUME + "Takers$Batch",
                Patches.call(
                    Repeats.Search.class,
                    "entered",
                    "logAndEnter",
                    nameStartsWith("lambda$entered"))));
  }

  private static List<Break> cutting() {
    return List.of(
        Break.of("a wall-clock rule")
            .in(EventReader.class, Patches.advice(Patches.WallClock.class, named("read"))),
        Break.of("a key that waits counted live")
            .in(Deltas.class, Patches.call(View.class, "countsLive", "anyKey", named("collect"))),
        Break.of(CUT_BY_EVENT_TIME)
            .in(Deltas.class, Patches.call(Taken.class, "epoch", "epochOfEvent", named("collect"))),
        Break.of("epoch by the record alone")
            .in(ShardConsumer.class, Patches.call(Math.class, "max", "second", named("take"))),
        Break.of("a child begins without its parent's arrival")
            .in(CONSUME + "Lineage", Patches.advice(Patches.Zero.class, named("arrivalBefore"))),
        Break.of("a child begun before its parent's end")
            .in(Heads.class, Patches.advice(Patches.OpenWithoutChild.class, named("isOpen"))),
        Break.of("cut by the fastest shard")
            .in(Heads.class, Patches.call(Stream.class, "min", "most", named("cut"))),
        Break.of("gate skipped")
            .in(
                RECOMPUTE + "Gate",
                Patches.call(
                    RECOMPUTE + "Totals",
                    "equals",
                    Patches.hook("equal", Object.class),
                    nameStartsWith("lambda$compare"))),
        Break.of("accepted gaps also cover new ones")
            .in(Gap.class, Patches.advice(Patches.CoveredByAny.class, named("beyond"))),
        Break.of("what is lost left unsaid")
            .in("io.trueup.trueup.Verdict", Patches.advice(Patches.Zero.class, named("lost"))),
        Break.of("archive duplicates counted")
            .in(RECOMPUTE + "Raw", Patches.advice(Patches.Yes.class, named("isPlain"))));
  }

  private static List<Break> adding() {
    return List.of(
        Break.of("an increment seeks repeats among its own epochs alone")
            .in(RECOMPUTE + "Reach", Patches.advice(Patches.NoHorizon.class, named("after"))),
        Break.of("an increment counts what is before it too")
            .in(
                RECOMPUTE + "OneThread$InMemory",
                Patches.advice(Patches.Yes.class, named("isOwn"))),
        Break.of("a base whose gaps are forgotten")
            .in(Gap.class, Patches.advice(Patches.OwnGaps.class, named("all"))));
  }

  private static List<Break> running() {
    String steps = "io.trueup.trueup.StepHandler";
    String settlement = "io.trueup.trueup.Settlement";
    String retirement = "io.trueup.trueup.Retirement";
    return List.of(
        Break.of("a dry run swaps")
            .in(steps, Patches.call(Boolean.class, "equals", "never", named("purpose"))),
        Break.of("a dry run leaves its table")
            .in(retirement, Patches.advice(Patches.NoneMade.class, named("made"))),
        Break.of("a dry run deletes what others left")
            .in(retirement, Patches.advice(Patches.EverythingMade.class, named("made"))),
        Break.of("a full true-up adds to a base")
            .in(steps, Patches.call(Boolean.class, "equals", "never", named("extent"))),
        Break.of("what a dead run left is not retired")
            .in(retirement, Patches.advice(Patches.NoneOfThem.class, named("unnamed"))),
        Break.of("an increment swapped onto another base")
            .in(settlement, Patches.advice(Patches.Yes.class, named("isServed"))));
  }

  private static List<Break> changing() {
    String succession = "io.trueup.trueup.Succession";
    AsmVisitorWrapper anyEntry = Patches.advice(Patches.Yes.class, named("isBy"));
    AsmVisitorWrapper anyWindow = Patches.advice(Patches.Zero.class, named("windowEpochs"));
    return List.of(
        Break.of("definition filled from the deploy on")
            .in(InForce.class, Patches.call(Math.class, "max", "atOnce", named("joinedBy")))
            .in(succession, anyEntry)
            .in(succession, anyWindow),
        Break.of("first cut not past the activation")
            .in(succession, Patches.advice(Patches.Yes.class, named("isWholeFrom"))),
        Break.of("first cut within the window").in(succession, anyWindow),
        Break.of("definition closed that can be rolled back to")
            .in(InForce.class, Patches.advice(Patches.Idle.class, named("isIdle"))));
  }

  private static List<Break> answering() {
    return List.of(
        Break.of("pointer read twice")
            .in(
                Snapshot.class,
                Patches.advice(Patches.SecondPointer.class, named("of").and(takesArguments(6)))),
        Break.of(OTHER_SEGMENTS)
            .in(
                Snapshot.class,
                Patches.advice(Patches.Seen.class, named("of").and(takesArguments(6))))
            .in(Answers.class, Patches.advice(Patches.SecondSegments.class, named("segmentsOf"))),
        Break.of("heads read after deltas")
            .in(
                Snapshot.class,
                Patches.advice(Patches.Seen.class, named("of").and(takesArguments(6))))
            .in(
                Api.class,
                Patches.call(
                    Snapshot.class, "certificate", "later", named("rows").and(takesArguments(3)))),
        Break.of("retirement without the lease")
            .in(Lease.class, Patches.advice(Patches.Yes.class, named("isOpenTo")))
            .in(
                "io.trueup.trueup.Retirement",
                Patches.advice(Patches.Everything.class, named("retire"))),
        Break.of("generation reused")
            .in(Pointer.class, Patches.advice(Patches.SameGeneration.class, named("swappedTo"))),
        Break.of("compare reads deltas of other epochs")
            .in(
                RECOMPUTE + "Comparison$OneKey",
                Patches.call(Math.class, "max", "second", named("live"))),
        Break.of("segments replaced without a look at them")
            .in(RECOMPUTE + "Replaced", Patches.advice(Patches.NoSegments.class, named("of"))),
        Break.of("the master dataset's gaps forgotten")
            .in(
                "io.trueup.batch.master.Edition",
                Patches.advice(Patches.WholeBeforeItsCut.class, named("holds"))),
        Break.of("a refill takes its arrival from the record alone")
            .in(RECOMPUTE + "Refill", Patches.call(Math.class, "max", "second", named("accept"))),
        Break.of("compare without the directory")
            .in(RECOMPUTE + "Comparing", Patches.advice(Patches.NoneListed.class, named("listed"))),
        Break.of("the swap ignores divergence")
            .in(
                "io.trueup.trueup.Verdict",
                Patches.advice(Patches.NoneOfThem.class, named("beyond"))),
        Break.of("swap without its condition")
            .in(Pointer.class, Patches.call(Table.class, "write", "unconditional", named("swap"))));
  }
}
