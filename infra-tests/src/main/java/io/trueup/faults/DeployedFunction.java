package io.trueup.faults;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A deployed function. Killed it is spawned anew for its next call. */
public interface DeployedFunction extends Victim {

  LambdaClient lambda();

  Path instance();

  @Override
  default void kill() {
    List<ProcessHandle> processes = new Processes(instance()).ofFunction(name());
    if (processes.isEmpty()) {
      throw new IllegalStateException(
          "kill of %s: no process runs it, expected the one that writes".formatted(name()));
    }
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}
