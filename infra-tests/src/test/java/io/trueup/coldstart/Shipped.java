package io.trueup.coldstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A function as it is deployed: the module whose jar it is in, its handler, and its memory in MB.
 */
enum Shipped {
  SPEED("speed", "speed.SpeedHandler", 1_024),
  ARCHIVE("archive", "archive.ArchiveHandler", 1_024),
  SERVING("serving", "serving.ServingHandler", 1_024),
  PLAN("heartbeat", "heartbeat.PlanHandler", 512),
  BEAT("heartbeat", "heartbeat.BeatHandler", 512),
  STEP("trueup", "trueup.StepHandler", 1_024),
  WATCH("trueup", "trueup.WatchHandler", 512);

  /** As Lambda shares the memory of a function with its Java heap. */
  private static final double HEAP_SHARE = 0.85;

  private final String module;
  private final String handler;
  private final int memory;

  Shipped(String module, String handler, int memory) {
    this.module = module;
    this.handler = "io.trueup." + handler;
    this.memory = memory;
  }

  /** Where Maven leaves the jar in a checkout. */
  Path jar(Path checkout) {
    return checkout.resolve("functions/%1$s/target/%1$s.jar".formatted(module));
  }

  /** The command that starts the function, with the flags of Lambda's Java 17. */
  List<String> command(Path jar, List<Path> events) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted((int) (memory * HEAP_SHARE)),
                "-XX:+UseSerialGC",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                "%s:%s".formatted(jar, launcher()),
                Launch.class.getName(),
                handler));
    events.forEach(event -> words.add(event.toString()));
    return words;
  }

  private static String launcher() {
    return Launch.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
