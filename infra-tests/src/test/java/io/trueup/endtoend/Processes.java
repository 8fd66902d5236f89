package io.trueup.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of this host that carry an instance's mark in their environment. */
final class Processes {

  private Processes() {}

  static List<String> of(Path instance) {
    String mark = "TRUEUP_LOCALSTACK_ROOT=" + instance;
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process).lines().anyMatch(mark::equals))
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  /** One variable a line; empty for a process that has ended or is another user's. */
  private static String environment(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", process.pid() + "", "environ"));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\n');
    } catch (IOException endedOrForeign) {
      return "";
    }
  }
}
