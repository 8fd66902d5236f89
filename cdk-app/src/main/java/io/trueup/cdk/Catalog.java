package io.trueup.cdk;

/** Where the master dataset's Iceberg table is registered. */
public enum Catalog {
  /** The Glue Data Catalog, where Athena finds it; AWS only. */
  GLUE("glue"),
  /** A DynamoDB table that the job makes, by what whoever serves the activity may do. */
  DYNAMODB("dynamodb"),
  /** There is none: each recompute reads the archive itself. */
  OFF("off");

  private final String word;

  Catalog(String word) {
    this.word = word;
  }

  /** What there is beside an engine unless the context says otherwise. */
  static Catalog beside(Engine engine) {
    return engine == Engine.ACTIVITY ? DYNAMODB : GLUE;
  }

  /** The catalog as it is written in the CDK context. */
  public String word() {
    return word;
  }
}
