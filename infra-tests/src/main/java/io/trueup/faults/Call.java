package io.trueup.faults;

import java.util.Set;

/**
 * A call of a service: of DynamoDB its operation, as {@code PutItem}, and its JSON; of S3 its
 * method, as {@code PUT}, and its path with the query.
 */
public record Call(String operation, String body) {

  private static final Set<String> WRITES =
      Set.of(
          "PutItem",
          "UpdateItem",
          "DeleteItem",
          "BatchWriteItem",
          "TransactWriteItems",
          "CreateTable",
          "DeleteTable",
          "PUT",
          "POST",
          "DELETE");

  public boolean isWrite() {
    return WRITES.contains(operation);
  }
}
