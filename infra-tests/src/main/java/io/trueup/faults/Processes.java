package io.trueup.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The processes of this host that carry a LocalStack instance's mark in their environment. */
public record Processes(Path instance) {

  /** Whatever runs for the instance. */
  public List<ProcessHandle> all() {
    return with(Set.of(mark()));
  }

  /** Those that run a function; none while it is not up. */
  public List<ProcessHandle> ofFunction(String name) {
    return with(Set.of(mark(), "AWS_LAMBDA_FUNCTION_NAME=" + name));
  }

  private String mark() {
    return "TRUEUP_LOCALSTACK_ROOT=" + instance;
  }

  private static List<ProcessHandle> with(Set<String> variables) {
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process).containsAll(variables))
        .toList();
  }

  /** Empty for a process that has ended or is another user's. */
  private static Set<String> environment(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", process.pid() + "", "environ"));
      return new HashSet<>(List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1)));
    } catch (IOException endedOrForeign) {
      return Set.of();
    }
  }
}
