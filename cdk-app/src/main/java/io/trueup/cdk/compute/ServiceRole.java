package io.trueup.cdk.compute;

import io.trueup.cdk.Suppression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** A role that a service takes on, with nothing but the permissions it is given here. */
final class ServiceRole {

  private ServiceRole() {}

  static Role of(Construct scope, IPrincipal service, List<Permission> permissions) {
    Role role = Role.Builder.create(scope, "Role").assumedBy(service).build();
    allow(role, permissions);
    return role;
  }

  /** Adds permissions, and the reasons of those on patterns as cdk-nag's suppression. */
  static void allow(Role role, List<Permission> permissions) {
    permissions.forEach(permission -> role.addToPolicy(permission.statement()));
    String reasons =
        permissions.stream()
            .map(Permission::whyWide)
            .flatMap(Optional::stream)
            .distinct()
            .collect(Collectors.joining(" "));
    if (!reasons.isEmpty()) {
      Suppression.of(role, "IAM5", reasons);
    }
  }
}
