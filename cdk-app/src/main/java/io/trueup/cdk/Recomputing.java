package io.trueup.cdk;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How a version is recomputed: the write units a second that its load may take, 1 or more, without
 * which it takes what it is given; and the URL of a lineage server that is told of it, if any.
 */
public record Recomputing(Optional<Integer> loadBudget, Optional<URI> lineage) {

  public Recomputing {
    if (loadBudget.filter(units -> units < 1).isPresent()) {
      throw new IllegalArgumentException(
          "load-budget of %d, expected 1 or more write units a second"
              .formatted(loadBudget.orElseThrow()));
    }
    if (lineage.filter(url -> !isOfHttp(url)).isPresent()) {
      throw new IllegalArgumentException(
          "lineage '%s', expected a URL of http or https".formatted(lineage.orElseThrow()));
    }
  }

  private static boolean isOfHttp(URI url) {
    return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
  }
}
