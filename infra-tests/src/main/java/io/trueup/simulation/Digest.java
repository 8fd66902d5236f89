package io.trueup.simulation;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A digest of 128 bits of what things hold, equal in every process: of texts, numbers, bytes,
 * enums, records of such things, and lists, sets and maps of them. Anything else has none, and is
 * refused by an exception: what can't be told apart must not be taken for equal.
 */
record Digest(long one, long two) {

  /** Of nothing: the unit of {@link #plus}. */
  static final Digest NONE = new Digest(0, 0);

  private static final HashFunction HASH = Hashing.murmur3_128();

  private static final ClassValue<List<Method>> MEMBERS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> members =
              Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
          members.forEach(each -> each.setAccessible(true));
          return members;
        }
      };

  /** Of things in their order. */
  static Digest of(@Nullable Object... things) {
    Hasher into = HASH.newHasher();
    for (Object thing : things) {
      put(thing, into);
    }
    ByteBuffer bytes = ByteBuffer.wrap(into.hash().asBytes());
    return new Digest(bytes.getLong(), bytes.getLong());
  }

  /** Of both together, in whatever order. */
  Digest plus(Digest other) {
    return new Digest(one + other.one, two + other.two);
  }

  private static void put(@Nullable Object thing, Hasher into) {
    if (thing instanceof Digest digest) {
      into.putByte((byte) 1).putLong(digest.one).putLong(digest.two);
    } else if (thing instanceof String text) {
      into.putByte((byte) 2).putInt(text.length()).putUnencodedChars(text);
    } else if (thing instanceof Long || thing instanceof Integer) {
      into.putByte((byte) 3).putLong(((Number) thing).longValue());
    } else if (thing instanceof byte[] bytes) {
      into.putByte((byte) 4).putInt(bytes.length).putBytes(bytes);
    } else if (thing instanceof BigInteger number) {
      put(number.toByteArray(), into.putByte((byte) 5));
    } else if (thing instanceof Record members) {
      putRecord(members, into.putByte((byte) 6));
    } else if (thing instanceof Collection<?> || thing instanceof Map<?, ?>) {
      putAll(thing, into);
    } else {
      putSmall(thing, into);
    }
  }

  private static void putSmall(@Nullable Object thing, Hasher into) {
    if (thing == null) {
      into.putByte((byte) 10);
    } else if (thing instanceof Boolean is) {
      into.putByte((byte) 11).putBoolean(is);
    } else if (thing instanceof Enum<?> constant) {
      put(constant.name(), into.putByte((byte) 12));
    } else if (thing instanceof Optional<?> maybe) {
      put(maybe.orElse(null), into.putByte((byte) 13));
    } else if (thing instanceof OptionalLong maybe) {
      put(maybe.isPresent() ? maybe.getAsLong() : null, into.putByte((byte) 14));
    } else if (thing instanceof Number number) {
      put(number.toString(), into.putByte((byte) 15));
    } else {
      throw new IllegalStateException("there is no digest of a " + thing.getClass().getName());
    }
  }

  private static void putAll(Object things, Hasher into) {
    if (things instanceof List<?> list) {
      into.putByte((byte) 20).putInt(list.size());
      list.forEach(each -> put(each, into));
    } else if (things instanceof Set<?> set) {
      put(set.stream().map(Digest::of).reduce(NONE, Digest::plus), into.putByte((byte) 21));
    } else if (things instanceof Map<?, ?> map) {
      put(
          map.entrySet().stream()
              .map(each -> of(each.getKey(), each.getValue()))
              .reduce(NONE, Digest::plus),
          into.putByte((byte) 22));
    } else {
      throw new IllegalStateException("there is no digest of a " + things.getClass().getName());
    }
  }

  private static void putRecord(Record members, Hasher into) {
    put(members.getClass().getSimpleName(), into);
    for (Method each : MEMBERS.get(members.getClass())) {
      try {
        put(each.invoke(members), into);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException("read %s of %s".formatted(each, members), impossible);
      }
    }
  }
}
