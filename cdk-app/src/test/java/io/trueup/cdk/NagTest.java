package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.s3.Bucket;

class NagTest {

  @ParameterizedTest
  @EnumSource
  void awsSolutions_eachEngine_findsNothing(Engine engine, @TempDir Path folder) {
    App app = Deployed.app();
    Deployment deployment =
        Deployment.of(
            app, Deployed.settings(engine, Keeping.KEPT), Deployed.artifacts(folder, "a"));
    Aspects.of(app).add(new AwsSolutionsChecks());

    nothingFound(deployment.data());
    nothingFound(deployment.compute());
  }

  @ParameterizedTest
  @EnumSource
  void awsSolutions_loadedByImport_findsNothing(Engine engine, @TempDir Path folder) {
    App app = Deployed.app();
    Settings settings =
        Deployed.settings(engine, Catalog.beside(engine), Keeping.KEPT, Load.IMPORT);
    Deployment deployment = Deployment.of(app, settings, Deployed.artifacts(folder, "a"));
    Aspects.of(app).add(new AwsSolutionsChecks());

    nothingFound(deployment.compute());
  }

  @Test
  void awsSolutions_anOpenBucket_isFound() {
    App app = Deployed.app();
    Stack stack = new Stack(app, "Open");
    Bucket.Builder.create(stack, "Bucket").build();
    Aspects.of(app).add(new AwsSolutionsChecks());

    assertThatThrownBy(() -> nothingFound(stack)).hasMessageContaining("AwsSolutions-S10");
  }

  private static void nothingFound(Stack stack) {
    Annotations annotations = Annotations.fromStack(stack);
    annotations.hasNoError("*", Match.stringLikeRegexp(".*"));
    annotations.hasNoWarning("*", Match.stringLikeRegexp("AwsSolutions.*"));
  }
}
