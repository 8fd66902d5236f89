package io.trueup.faults;

import java.util.Set;

/** A call of DynamoDB: its operation, as {@code PutItem}, and its JSON. */
public record Call(String operation, String body) {

  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");

  public boolean isWrite() {
    return WRITES.contains(operation);
  }
}
