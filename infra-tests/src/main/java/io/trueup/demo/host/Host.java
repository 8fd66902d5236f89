package io.trueup.demo.host;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/** Where a pipeline is deployed, and how it is reached there. Closing it removes what was made. */
public interface Host extends AutoCloseable {

  /** The services' clients. */
  Cloud cloud();

  /** The variables for programs that talk to it, beside our own. */
  Map<String, String> environment();

  /** CDK's command line for it, among the installed npm programs. */
  String cdk();

  /** The account and region as CDK writes them. */
  String target();

  /** CDK's settings that are particular to it. */
  Map<String, String> settings();

  /** Where the REST API of a deployment answers. */
  URI api(Deployment deployment);

  /** The headers that a request of the REST API needs, by its address. */
  Function<URI, Map<String, String>> signing();

  @Override
  void close();
}
