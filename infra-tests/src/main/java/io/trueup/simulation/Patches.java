package io.trueup.simulation;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.trueup.event.StreamRecord;
import io.trueup.merge.Snapshot;
import io.trueup.port.Table;
import io.trueup.store.Ledger;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.ShardEpoch;
import io.trueup.store.ShardMap;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import io.trueup.trueup.Deployment;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.MemberSubstitution;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** How code of the product is patched: a call within a method goes to a hook, or advice. */
@SuppressWarnings("UnusedVariable") // What advice assigns is what the patched code goes on with.
final class Patches {

  private Patches() {}

  /** Calls of a method, by its name and owner, go to a hook. */
  static AsmVisitorWrapper call(
      Class<?> owner, String called, String hook, ElementMatcher<? super MethodDescription> in) {
    return call(owner.getName(), called, hook(hook, owner), in);
  }

  static AsmVisitorWrapper call(
      String owner, String called, Method hook, ElementMatcher<? super MethodDescription> in) {
    return MemberSubstitution.relaxed()
        .method(named(called).and(method -> method.getDeclaringType().getTypeName().equals(owner)))
        .replaceWith(hook)
        .on(in);
  }

  /** A method gets advice at its ends. */
  static AsmVisitorWrapper advice(Class<?> advice, ElementMatcher<? super MethodDescription> in) {
    return Advice.to(advice).on(in);
  }

  static Method hook(String name, Class<?> owner) {
    return Arrays.stream(Hooks.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> takes(method, owner))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no hook '%s'".formatted(name)));
  }

  /** A static method has no receiver to be handed on. */
  private static boolean takes(Method method, Class<?> owner) {
    Class<?> first = method.getParameterTypes().length == 0 ? owner : method.getParameterTypes()[0];
    return owner == Math.class || first.isAssignableFrom(owner);
  }

  /** What was put off is done at the end. */
  static final class DoLater {
    @Advice.OnMethodExit
    static void exit() {
      Hooks.now();
    }
  }

  /** The record's arrival is the wall clock's time. */
  static final class WallClock {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 1, readOnly = false) long arrival) {
      arrival = Hooks.wallClock();
    }
  }

  /** A run may retire whatever is there. */
  static final class Everything {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue("deployment") Deployment deployment,
        @Advice.Argument(value = 1, readOnly = false) List<String> unnamed) {
      unnamed = deployment.tables().list(deployment.names().segmentPrefix());
    }
  }

  /** A number is zero. */
  static final class Zero {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) long result) {
      result = 0;
    }
  }

  /** It is so. */
  static final class Yes {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) boolean result) {
      result = true;
    }
  }

  /** Whoever is open is idle. */
  static final class Idle {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Tenure tenure, @Advice.Return(readOnly = false) boolean result) {
      result = Hooks.isOpen(tenure);
    }
  }

  /** There is none. */
  static final class NoneOfThem {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) List<?> result) {
      result = List.of();
    }
  }

  /** A dry run has made no table. */
  static final class NoneMade {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Stream<?> result) {
      result = Stream.empty();
    }
  }

  /** A dry run takes all tables for its own. */
  static final class EverythingMade {
    @Advice.OnMethodExit
    static void exit(
        @Advice.FieldValue("deployment") Deployment deployment,
        @Advice.Return(readOnly = false) Stream<?> result) {
      result = deployment.tables().list(deployment.names().segmentPrefix()).stream();
    }
  }

  /** Where anything was accepted, nothing more is asked. */
  static final class CoveredByAny {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) List<?> accepted, @Advice.Return(readOnly = false) List<?> result) {
      result = accepted.isEmpty() ? result : List.of();
    }
  }

  /** Nothing is sought further back. */
  static final class NoHorizon {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 1, readOnly = false) long horizon) {
      horizon = 0;
    }
  }

  /** Only the new segment's count. */
  static final class OwnGaps {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(1) List<?> own, @Advice.Return(readOnly = false) List<?> result) {
      result = own;
    }
  }

  /** There is no segment. */
  static final class NoSegments {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) List<?> segments) {
      segments = List.of();
    }
  }

  /** What was compacted lacks nothing. */
  static final class WholeBeforeItsCut {
    @Advice.OnMethodExit
    static void exit(
        @Advice.FieldValue("cut") long cut,
        @Advice.Argument(0) ShardEpoch at,
        @Advice.Return(readOnly = false) boolean result) {
      result = at.epoch() < cut;
    }
  }

  /** No key is listed. */
  static final class NoneListed {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Iterator<?> result) {
      result = Collections.emptyIterator();
    }
  }

  /** A shard with a child is over. */
  static final class OpenWithoutChild {
    @Advice.OnMethodExit
    static void exit(
        @Advice.FieldValue("map") ShardMap map,
        @Advice.Argument(0) String shard,
        @Advice.Return(readOnly = false) boolean result) {
      result = Hooks.childless(map, shard);
    }
  }

  /** The pointer is read again. */
  static final class SecondPointer {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(1) Table control,
        @Advice.Return(readOnly = false) Optional<Snapshot> result) {
      result = Hooks.secondPointer(result, control);
    }
  }

  /** What a snapshot was read from is kept. */
  static final class Seen {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(1) Table control, @Advice.Argument(3) Epochs epochs) {
      Hooks.seen(control, epochs);
    }
  }

  /** Segments are those of the pointer of now. */
  static final class SecondSegments {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) List<Segment> result) {
      result = Hooks.segmentsOfNow();
    }
  }

  /** The next pointer has this one's generation. */
  static final class SameGeneration {
    @Advice.OnMethodExit
    static void exit(@Advice.This Pointer self, @Advice.Return(readOnly = false) Pointer result) {
      result = Hooks.sameGeneration(self, result);
    }
  }

  /** A shard begins with its newest record. */
  static final class Latest {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue("ledger") Ledger ledger,
        @Advice.Argument(0) String shard,
        @Advice.Argument(value = 1, readOnly = false) List<StreamRecord> records) {
      records = Hooks.latest(ledger, shard, records);
    }
  }

  /** What is known is enough. */
  static final class Stale {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.FieldValue("known") Optional<?> known) {
      return known.isPresent();
    }
  }
}
