package io.trueup.merge;

import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.util.List;
import java.util.Optional;

/**
 * What a read of several pages stays on: generation, version and hold of the pointer that its first
 * page was read by, however often the pointer is swapped meanwhile. Generation 0 has no version,
 * and every other has one.
 */
public record Pin(long generation, Optional<String> version, Pointer.Hold hold) {

  public Pin {
    if (generation < 0 || (generation == 0) != version.isEmpty()) {
      throw new IllegalArgumentException(
          "pin of generation %d to version %s, expected a version from generation 1 on"
              .formatted(generation, version));
    }
  }

  public static Pin of(Pointer pointer) {
    return new Pin(pointer.generation(), pointer.version().map(Version::id), pointer.hold());
  }

  /**
   * The pointer of then, as far as that of now still names its version, served or kept for
   * rollback; empty when it is gone. What was kept beside it then is not known any more.
   */
  Optional<Pointer> in(Pointer now) {
    if (generation > now.generation()) {
      return Optional.empty();
    }
    if (version.isEmpty()) {
      return Optional.of(Pointer.FIRST);
    }
    return now.versions().stream()
        .filter(each -> each.id().equals(version.get()))
        .findFirst()
        .map(found -> new Pointer(generation, Optional.of(found), List.of(), hold));
  }
}
