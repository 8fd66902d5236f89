package io.trueup.simulation;

import static net.bytebuddy.matcher.ElementMatchers.none;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;

/**
 * Loads the product and the simulation once more, with some of the product's classes patched: no
 * switch for it stands in the product.
 */
final class BrokenLoader extends ClassLoader {

  private static final String OURS = "io.trueup.";

  private final Map<String, List<AsmVisitorWrapper>> patches;

  /** {@code patches} by the name of the class. */
  BrokenLoader(Map<String, List<AsmVisitorWrapper>> patches) {
    super(BrokenLoader.class.getClassLoader());
    this.patches = Map.copyOf(patches);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = patches.containsKey(name) ? patched(name) : plain(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] patched(String name) {
    ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(getParent());
    TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
    DynamicType.Builder<?> builder = new ByteBuddy().ignore(none()).redefine(type, locator);
    byte[] bytes = builder.make().getBytes();
    for (AsmVisitorWrapper patch : patches.getOrDefault(name, List.of())) {
      builder = builder.visit(patch);
      byte[] patched = builder.make().getBytes();
      if (Arrays.equals(patched, bytes)) {
        throw new IllegalStateException(
            "patch of %s changes nothing, expected code that it changes".formatted(name));
      }
      bytes = patched;
    }
    return bytes;
  }

  private byte[] plain(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new ClassNotFoundException(name, broken);
    }
  }
}
