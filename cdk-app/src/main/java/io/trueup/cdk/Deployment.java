package io.trueup.cdk;

import io.trueup.cdk.compute.ComputeStack;
import io.trueup.cdk.data.DataStack;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** The two stacks of one deployment, tagged with its name. */
public record Deployment(DataStack data, ComputeStack compute) {

  /** Defines the stacks below an app. */
  public static Deployment of(Construct app, Settings settings, Artifacts artifacts) {
    DataStack data = new DataStack(app, settings);
    ComputeStack compute = new ComputeStack(app, settings, artifacts, data);
    Tags.of(app).add("trueup", settings.name());
    return new Deployment(data, compute);
  }
}
