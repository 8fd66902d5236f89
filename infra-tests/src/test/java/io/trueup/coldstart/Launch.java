package io.trueup.coldstart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Lambda's runtime does for a handler, without Lambda: makes it, says {@code constructed}, and
 * hands it one event after another: {@code Launch HANDLER FILE...}. Each answer is one line. Uses
 * nothing but the JDK and the jar.
 */
final class Launch {

  static final String CONSTRUCTED = "constructed";
  static final String ANSWER = "answer ";

  private Launch() {}

  public static void main(String[] args) throws Exception {
    Class<?> type = Class.forName(args[0]);
    Object handler = type.getConstructor().newInstance();
    System.out.println(CONSTRUCTED);
    Class<?> context = Class.forName("com.amazonaws.services.lambda.runtime.Context");
    Method handle = type.getMethod("handleRequest", InputStream.class, OutputStream.class, context);
    Object remaining =
        Proxy.newProxyInstance(
            Launch.class.getClassLoader(),
            new Class<?>[] {context},
            (proxy, method, arguments) -> method.getReturnType() == int.class ? 60_000 : null);
    for (int i = 1; i < args.length; i++) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      handle.invoke(
          handler,
          new ByteArrayInputStream(Files.readAllBytes(Path.of(args[i]))),
          answer,
          remaining);
      System.out.println(ANSWER + answer.toString(StandardCharsets.UTF_8));
    }
    System.in.read(); // until whoever started this has seen the last answer
    System.exit(0);
  }
}
