package io.trueup.hostile;

import io.trueup.store.Json;
import java.util.List;

/** Orders of the pipeline {@code hostile} as texts, at noon and of customer x unless told. */
final class Orders {

  static final long NOON = 1_772_366_400_000L;

  private static int number;

  private Orders() {}

  /** With an id that stands in the text as it is given. */
  static String withId(String literal) {
    return order(literal, Long.toString(NOON), "\"x\"", "");
  }

  /** Of a customer. */
  static String of(String id, String customer) {
    return order(quoted(id), Long.toString(NOON), quoted(customer), "");
  }

  /** Of a customer whose name stands in the text as it is given. */
  static String ofLiteral(String literal) {
    return order(fresh(), Long.toString(NOON), literal, "");
  }

  /** At a time that stands in the text as it is given. */
  static String at(String literal) {
    return order(fresh(), literal, "\"x\"", "");
  }

  /** With one more member. */
  static String with(String member) {
    return order(fresh(), Long.toString(NOON), "\"x\"", "," + member);
  }

  private static String order(String id, String at, String customer, String more) {
    return "{\"meta\":{\"kind\":\"order\"},\"id\":%s,\"at\":%s,\"customer\":{\"name\":%s},\"amount\":1%s}"
        .formatted(id, at, customer, more);
  }

  private static String fresh() {
    return "\"order %d\"".formatted(number++);
  }

  private static String quoted(String text) {
    String list = Json.write(List.of(text));
    return list.substring(1, list.length() - 1);
  }
}
