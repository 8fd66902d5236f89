package io.trueup.endtoend;

import io.trueup.demo.Stage;
import io.trueup.demo.host.Cloud;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** The stacks that are deployed. */
record Stacks(Stage stage) {

  /** The status of each and when it last changed. */
  Map<String, String> changes() {
    Map<String, String> changes = new TreeMap<>();
    try (CloudFormationClient stacks =
        Cloud.configured(CloudFormationClient.builder(), stage.localStack().endpoint()).build()) {
      stacks
          .describeStacksPaginator()
          .stacks()
          .forEach(
              stack ->
                  changes.put(
                      stack.stackName(),
                      "%s %s %s"
                          .formatted(
                              stack.stackStatus(), stack.creationTime(), stack.lastUpdatedTime())));
    }
    return changes;
  }
}
