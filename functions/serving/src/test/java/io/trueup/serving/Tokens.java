package io.trueup.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Page tokens of tests: good ones, and what somebody may make of them. */
final class Tokens {

  private Tokens() {}

  /** The token of the second page of one entry; a question is a path and its parameters. */
  static String next(Shop shop, String... question) {
    return Json.text(Requests.good(ask(shop, question, "limit", "1")), "next");
  }

  /** The page of a token. */
  static Response page(Shop shop, String token, String... question) {
    return ask(shop, question, "page", token);
  }

  private static Response ask(Shop shop, String[] question, String... more) {
    String[] parameters =
        Stream.concat(Stream.of(question).skip(1), Stream.of(more)).toArray(String[]::new);
    return shop.get(question[0], parameters);
  }

  /** The same token, but for a member of its list. */
  static String with(String token, int member, Object value) {
    List<Object> members =
        new ArrayList<>(Json.list(new String(Base64.getUrlDecoder().decode(token), UTF_8)));
    members.set(member, value);
    return encoded(Json.write(members));
  }

  /** The same token with another place. */
  static String moved(String token, String place) {
    return with(token, 4, place);
  }

  static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** What was never a token. */
  static List<String> notOurs() {
    List<String> texts = new ArrayList<>(List.of("", "b", "!", "%%%", "é", "bchfrvwtc", "LTE"));
    Stream.of(
            "",
            "{}",
            "[]",
            "[1,2,3,4,5]",
            "[\"q\",0,\"\",\"FREE\"]",
            "[\"q\",1,\"\",\"FREE\",\"0\"]",
            "[\"q\",0,\"v\",\"FREE\",\"0\"]",
            "[\"q\",-1,\"v\",\"FREE\",\"0\"]",
            "[\"q\",1,\"v\",\"HELD\",\"0\"]",
            "[\"q\",\"1\",\"v\",\"FREE\",\"0\"]",
            "[".repeat(3_000))
        .map(Tokens::encoded)
        .forEach(texts::add);
    return texts;
  }
}
