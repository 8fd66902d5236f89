package io.trueup.cdk.compute;

import io.trueup.cdk.Batching;
import java.util.List;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * The mapping from the stream to a function that keeps the consumer contract: one consumer per
 * shard, in order, from the first record on, nothing filtered out, nothing given up. What a
 * function can't process it sets aside itself.
 */
final class Consumer {

  private static final int UNLIMITED = -1;

  private Consumer() {}

  static void of(Construct scope, Stream stream, Function function, Batching batching) {
    CfnEventSourceMapping.Builder.create(scope, "Consumer")
        .functionName(function.getFunctionName())
        .eventSourceArn(stream.getStreamArn())
        .startingPosition("TRIM_HORIZON")
        .batchSize(batching.records())
        .maximumBatchingWindowInSeconds(batching.windowSeconds())
        .parallelizationFactor(1)
        .maximumRetryAttempts(UNLIMITED)
        .maximumRecordAgeInSeconds(UNLIMITED)
        .bisectBatchOnFunctionError(true)
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .build();
  }
}
