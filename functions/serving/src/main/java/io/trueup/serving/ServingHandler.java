package io.trueup.serving;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.trueup.aws.Clients;
import io.trueup.aws.DynamoTable;
import io.trueup.aws.Environment;
import io.trueup.aws.Surroundings;
import io.trueup.consume.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The serving function: answers a request of the REST API. */
public final class ServingHandler implements RequestStreamHandler {

  /** A read is mostly waiting. */
  private static final int READERS = 8;

  private final Api api;

  public ServingHandler() {
    Surroundings surroundings =
        Surroundings.visit(Environment.of(System.getenv()), Clients.dynamo());
    surroundings.ready();
    this.api =
        new Api(
            surroundings.library(),
            surroundings.control(),
            surroundings.hot(),
            table -> new DynamoTable(surroundings.dynamo(), table),
            surroundings.epochs(),
            surroundings.environment().retention(),
            Clock.systemUTC(),
            new Pool(READERS));
  }

  ServingHandler(Api api) {
    this.api = api;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer(event, answer);
  }

  /** Answers an event of API Gateway, whatever happens: a failure is a problem too. */
  void answer(InputStream event, OutputStream answer) throws IOException {
    Response response;
    try {
      response = api.answer(ProxyEvent.request(event));
    } catch (RuntimeException failure) {
      response = Failures.response(failure);
    }
    answer.write(ProxyEvent.response(response).getBytes(StandardCharsets.UTF_8));
  }
}
