package io.trueup.cdk;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How a version is recomputed: how it is loaded; the write units a second that this may take, 1 or
 * more, without which it takes what it is given, and of which an import takes none; and the URL of
 * a lineage server that is told of it, if any, without a user, a password or a query.
 */
public record Recomputing(Load load, Optional<Integer> loadBudget, Optional<URI> lineage) {

  public Recomputing {
    if (loadBudget.filter(units -> units < 1).isPresent()) {
      throw new IllegalArgumentException(
          "load-budget of %d, expected 1 or more write units a second"
              .formatted(loadBudget.orElseThrow()));
    }
    if (load == Load.IMPORT && loadBudget.isPresent()) {
      throw new IllegalArgumentException(
          "load-budget of %d with load 'import', which takes no write units: expected one of both"
              .formatted(loadBudget.get()));
    }
    if (lineage.filter(url -> !isOfHttp(url)).isPresent()) {
      throw new IllegalArgumentException(
          "lineage '%s', expected a URL of http or https".formatted(lineage.orElseThrow()));
    }
    if (lineage.filter(Recomputing::mayTellASecret).isPresent()) {
      throw new IllegalArgumentException(
          "lineage of %s, expected a URL without a user, a password or a query: it stands in logs"
              .formatted(lineage.orElseThrow().getHost()));
    }
  }

  private static boolean isOfHttp(URI url) {
    return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
  }

  /** What the job would refuse, each time. */
  private static boolean mayTellASecret(URI url) {
    return url.getRawUserInfo() != null || url.getRawQuery() != null;
  }
}
