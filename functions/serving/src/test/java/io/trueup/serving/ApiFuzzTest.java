package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.merge.Keys;
import io.trueup.merge.Sweep;
import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked, the answer is one: never a failure of ours, never code in its text. */
class ApiFuzzTest {

  private static final List<String> NAMES =
      List.of("place", "floor", "online", "day", "null", "every", "from", "to", "limit", "page");
  private static final List<String> VALUES =
      List.of(
          "",
          "Ulm",
          "null",
          "0",
          "-1",
          "true",
          "1m",
          "1h",
          "2024-11-24",
          "0000-01-01",
          "9999-12-31T23:59:59.999Z",
          "2024-11-24T12:00:00Z",
          "b0",
          "b-1h4xq8nnnk",
          "day");

  private final Shop shop = shop();

  private static Shop shop() {
    Shop shop = new Shop();
    String ulm = shop.sale("\"place\":\"Ulm\"");
    String bern = shop.sale("\"place\":\"Bern\"");
    return shop.sell(Shop.NOON, ulm, bern, "no json").version("v", 3);
  }

  /** Of all keys, and of the rows of all keys. */
  private final List<String> tokens =
      List.of(
          Tokens.next(shop, "/v1/views/by_place/keys"), Tokens.next(shop, "/v1/views/by_place"));

  @Property(tries = 1_500)
  void answer_anyRequest_belowFiveHundredAndWellFormed(
      @ForAll("methods") String method,
      @ForAll("paths") List<String> path,
      @ForAll("parameters") Map<String, List<String>> parameters,
      @ForAll("accepts") String accept) {
    Response response = shop.api().answer(new Request(method, path, parameters, accept));
    assertThat(response.status()).as(response.body()).isLessThan(500);
    assertThat(response.body()).doesNotContain("Exception", "\tat ", "io.trueup");
    if (response.type().contains("json")) {
      assertThat(Json.object(response.body())).isNotEmpty();
    }
    assertThat(Json.object(ProxyEvent.response(response)))
        .containsEntry("statusCode", response.status());
  }

  @Property(tries = 500)
  void keys_anyPage_aListOrARefusal(@ForAll("pages") String page) {
    Response response = shop.get("/v1/views/by_place/keys", "page", page);
    assertThat(response.status()).isIn(200, 400, 410);
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(20, Arbitraries.just("GET")),
        net.jqwik.api.Tuple.of(1, Arbitraries.strings()));
  }

  @Provide
  Arbitrary<List<String>> paths() {
    Arbitrary<String> ends =
        Arbitraries.of("by_place", "by_all_kinds", "total", "keys", "status", "..", "");
    return Arbitraries.oneOf(ends, Arbitraries.strings().ofMaxLength(10))
        .list()
        .ofMaxSize(3)
        .map(
            end -> {
              List<String> path = new ArrayList<>(List.of("v1", "views"));
              path.addAll(end);
              return path;
            });
  }

  @Provide
  Arbitrary<Map<String, List<String>>> parameters() {
    Arbitrary<String> names = mostly(NAMES);
    Arbitrary<List<String>> values = Arbitraries.oneOf(mostly(VALUES), pages()).list().ofMaxSize(2);
    return Arbitraries.maps(names, values).ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> accepts() {
    return Arbitraries.oneOf(
        Arbitraries.of("application/json", "text/csv", "*/*"), Arbitraries.strings());
  }

  @Provide
  Arbitrary<String> pages() {
    Arbitrary<String> inside = Arbitraries.strings().ofMaxLength(40);
    Arbitrary<String> places =
        Arbitraries.oneOf(
            inside,
            inside.map(text -> PageToken.place(new Keys.Place(15, text))),
            inside.map(text -> PageToken.place(new Sweep.Place(new Keys.Place(3, text), 0))),
            Arbitraries.longs().map(PageToken::place));
    Arbitrary<Object> members =
        Arbitraries.oneOf(Arbitraries.of("", "v", "FREE", 0, 1, 99), Arbitraries.longs(), inside);
    Arbitrary<String> moved = Combinators.combine(Arbitraries.of(tokens), places).as(Tokens::moved);
    Arbitrary<String> changed =
        Combinators.combine(moved, Arbitraries.integers().between(0, 4), members).as(Tokens::with);
    return Arbitraries.oneOf(moved, changed, inside.map(Tokens::encoded), Arbitraries.strings());
  }

  private static Arbitrary<String> mostly(List<String> usual) {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, Arbitraries.of(usual)),
        net.jqwik.api.Tuple.of(1, Arbitraries.strings()));
  }
}
