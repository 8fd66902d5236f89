package io.trueup.demo.host;

import java.nio.file.Path;

/** A checkout of this repository: where what the demo runs lies in it. */
public record Checkout(Path root) {

  public Checkout {
    root = root.toAbsolutePath().normalize();
  }

  public Path launcher() {
    return root.resolve("infra-tests/localstack/localstack");
  }

  /** The program that judges pipelines without a query of their own. */
  public Path oracle() {
    return root.resolve("infra-tests/oracle/oracle");
  }

  /** The folder of a LocalStack instance and of the logs beside it. */
  public Path instance(String name) {
    return root.resolve(".localstack/instances").resolve(name);
  }

  public Path cdkApp() {
    return root.resolve("cdk-app");
  }

  public Path pipeline(String name) {
    return cdkApp().resolve("pipelines").resolve(name);
  }

  public Path batchJobs() {
    return root.resolve("batch-jobs/target");
  }

  /** The npm packages that the launcher's setup installs. */
  public Path npm() {
    return root.resolve(".localstack/npm/node_modules");
  }

  /** Three million real flights, January to June 2001. */
  public Path flights() {
    return npm().resolve("vega-datasets/data/flights-3m.parquet");
  }
}
