package io.trueup.cdk.compute;

import io.trueup.cdk.Suppression;
import java.util.List;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.LambdaIntegration;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.RequestValidatorOptions;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * The REST API: four paths, read only, for callers that sign with IAM. Without CORS, because no
 * page calls it.
 */
final class ServingApi extends Construct {

  private static final int REQUESTS_PER_SECOND = 100;
  private static final int BURST = 200;

  private final RestApi api;

  ServingApi(Construct scope, String name, Function serving, IKey key) {
    super(scope, "Api");
    api =
        RestApi.Builder.create(this, "Api")
            .restApiName("trueup-" + name)
            .description("Trueup %s: answers".formatted(name))
            .endpointTypes(List.of(EndpointType.REGIONAL))
            .cloudWatchRole(true)
            .deployOptions(stage(key))
            .defaultMethodOptions(
                MethodOptions.builder().authorizationType(AuthorizationType.IAM).build())
            .build();
    api.addRequestValidator(
        "Validator",
        RequestValidatorOptions.builder()
            .validateRequestBody(true)
            .validateRequestParameters(true)
            .build());
    paths(serving);
    api.getNode().tryRemoveChild("Endpoint"); // an output that the stack has under its own name
    Suppression.of(
        api,
        "IAM4",
        "The role by which API Gateway writes logs is per account; AWS's policy fits.");
    Suppression.of(
        api, "COG4", "Callers are services and people with AWS identities: each signs with IAM.");
    Suppression.of(
        api, "APIG3", "A web firewall is the account's to choose; nobody without IAM gets in.");
  }

  RestApi api() {
    return api;
  }

  private StageOptions stage(IKey key) {
    return StageOptions.builder()
        .stageName("prod")
        .accessLogDestination(new LogGroupLogDestination(Logs.group(this, key)))
        .accessLogFormat(AccessLogFormat.jsonWithStandardFields())
        .loggingLevel(MethodLoggingLevel.ERROR)
        .metricsEnabled(true)
        .throttlingRateLimit(REQUESTS_PER_SECOND)
        .throttlingBurstLimit(BURST)
        .build();
  }

  private void paths(Function serving) {
    LambdaIntegration answer =
        LambdaIntegration.Builder.create(serving).scopePermissionToMethod(false).build();
    // One for all paths: what is wrong with a request the function says, and not the gateway.
    api.getRoot().addResource("{proxy+}").addMethod("GET", answer);
  }
}
