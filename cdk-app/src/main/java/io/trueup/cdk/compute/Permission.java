package io.trueup.cdk.compute;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Something that a role may do: actions, resources, conditions; and, where a resource is a pattern,
 * why it can't be named exactly.
 */
record Permission(
    List<String> actions,
    List<String> resources,
    Map<String, Object> conditions,
    Optional<String> whyWide) {

  Permission {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = Map.copyOf(conditions);
  }

  /** Actions of one service ({@code "dynamodb", "GetItem", "Query"}) on nothing yet. */
  static Permission to(String service, String... actions) {
    return new Permission(
        Arrays.stream(actions).map(action -> service + ":" + action).toList(),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  /** The same on these resources, each named exactly. */
  Permission on(String... arns) {
    return new Permission(actions, List.of(arns), conditions, whyWide);
  }

  /** The same on every resource of a pattern, for a reason. */
  Permission onAll(String pattern, String reason) {
    return new Permission(actions, List.of(pattern), conditions, Optional.of(reason));
  }

  /** The same under one more condition. */
  Permission when(String operator, String key, Object value) {
    return new Permission(actions, resources, Map.of(operator, Map.of(key, value)), whyWide);
  }

  PolicyStatement statement() {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(resources)
        .conditions(conditions)
        .build();
  }
}
