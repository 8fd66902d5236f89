package io.trueup.simulation;

import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.serving.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks: a view in buckets of a size, of one key or of all, {@code limit} rows a page.
 */
record Question(View view, BucketSize size, Selection selection, int limit) {

  /** Which keys. */
  sealed interface Selection {

    record All() implements Selection {}

    record One(@Nullable String shop) implements Selection {}
  }

  static Question any(Dice dice, int limit) {
    View view = dice.any(Shops.FIRST.pipeline().views());
    Selection selection =
        view.by().isEmpty() || dice.unit() < 0.5
            ? new Selection.All()
            : new Selection.One(Producers.shop(dice));
    return new Question(view, dice.any(view.every()), selection, limit);
  }

  /** Whether an event is in what is asked, by a definition: all have these views and sizes. */
  boolean takes(Arrived arrived, Shop by) {
    return arrived.isAccepted(by)
        && (view.where().isEmpty() || arrived.sent().value() > by.large())
        && (!(selection instanceof Selection.One one)
            || java.util.Objects.equals(one.shop(), arrived.sent().shop()));
  }

  /** Whether it is so as soon as it has come, and not first from the true-up on. */
  boolean takesLive(Arrived arrived, Shop by) {
    return takes(arrived, by)
        && (view.by().isEmpty() || !by.deferred().contains(String.valueOf(arrived.sent().shop())));
  }

  /** The cell of an event that is in what is asked. */
  CellName cell(Sent sent) {
    long length = size.length().millis();
    return new CellName(
        view.by().isEmpty() ? null : sent.shop(), Math.floorDiv(sent.at(), length) * length);
  }

  Request request(Optional<String> page) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("every", List.of(size.length().toString()));
    parameters.put("from", List.of("2020-01-01"));
    parameters.put("limit", List.of(Integer.toString(limit)));
    page.ifPresent(token -> parameters.put("page", List.of(token)));
    if (selection instanceof Selection.One one) {
      String shop = one.shop();
      parameters.put(shop == null ? "null" : "shop", List.of(shop == null ? "shop" : shop));
    }
    return new Request("GET", List.of("v1", "views", view.name()), parameters, "");
  }

  /** The cell of a row's shop, if there is one, and bucket. */
  CellName cell(Optional<String> shop, Instant bucket) {
    return new CellName(shop.orElse(null), bucket.toEpochMilli());
  }
}
