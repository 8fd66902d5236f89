package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.View;
import io.trueup.port.Workers;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Tenure;
import io.trueup.store.Version;
import io.trueup.time.Span;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rule 12 in answers: they are by the definition of the version that the pointer names. */
class ChangedDefinitionTest {

  private static final Pipeline CHANGED = changed();

  private final Shop shop = new Shop();
  private final long now = Shop.NOON.toEpochMilli();

  ChangedDefinitionTest() {
    InForce.establish(shop.control, deployed(Shop.PIPELINE), now);
    InForce.establish(shop.control, deployed(CHANGED), now);
    shop.sell(Shop.NOON, shop.sale("\"place\":\"Ulm\""), shop.sale("\"place\":\"Bern\""));
  }

  @Test
  void answer_changedNotServedYet_isByTheFirst() {
    assertThat(get("/v1/views").body()).contains("by_all_kinds").doesNotContain("by_floor");
    assertThat(get("/v1/views/by_place", "place", "Ulm").status()).isEqualTo(200);
  }

  @Test
  void answer_viewOfTheChangedAlone_404AndSaysSinceWhenItIsFilled() {
    Response response = get("/v1/views/by_floor");
    assertThat(response.status()).isEqualTo(404);
    assertThat(Json.object(response.body()).get("detail"))
        .isEqualTo(
            "pipeline 'shop' has no view 'by_floor'; a changed definition is filled since"
                + " 2024-11-24T12:10:00Z and served once a true-up has passed that");
  }

  @Test
  void answer_versionOfTheChanged_isByIt() {
    serve("v1", CHANGED);
    assertThat(get("/v1/views").body()).contains("by_floor").doesNotContain("by_all_kinds");
    assertThat(get("/v1/views/by_floor", "floor", "1").status()).isEqualTo(200);
    Response gone = get("/v1/views/by_all_kinds");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(Json.object(gone.body()).get("detail"))
        .isEqualTo("pipeline 'shop' has no view 'by_all_kinds'");
  }

  @Test
  void page_pinnedBeforeTheChangeWasServed_staysByTheFirst() {
    String[] question = {"every", "1h", "limit", "1"};
    Response first = get("/v1/views/by_place", question);
    String next = Json.text(Json.object(first.body()), "next");
    serve("v1", CHANGED);
    Response second = get("/v1/views/by_place", "every", "1h", "limit", "1", "page", next);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).contains("\"generation\":0").contains("\"sales\":1");
  }

  /** Live numbers by it may lack what came since it was closed. */
  @Test
  void page_pinnedToADefinitionThatIsClosed_410() {
    Response first = get("/v1/views/by_place", "every", "1h", "limit", "1");
    String next = Json.text(Json.object(first.body()), "next");
    serve("v1", CHANGED);
    InForce inForce = InForce.read(shop.control).orElseThrow();
    inForce.swap(shop.control, inForce.closed(inForce.first(), 9));
    assertThat(get("/v1/views/by_place", "every", "1h", "limit", "1", "page", next).status())
        .isEqualTo(410);
  }

  @Test
  void status_changed_tellsSinceWhenAndWhichIsServed() {
    serve("v1", CHANGED);
    InForce inForce = InForce.read(shop.control).orElseThrow();
    long until = Shop.EPOCHS.of(Instant.parse("2024-11-26T10:00:00Z").toEpochMilli());
    inForce.swap(shop.control, inForce.closed(inForce.first(), until));
    Map<String, Object> status = Json.object(get("/v1/status").body());
    assertThat(status).containsEntry("fingerprint", CHANGED.fingerprint());
    assertThat(Json.list(status, "definitions"))
        .isEqualTo(
            List.of(
                Map.of(
                    "fingerprint",
                    Shop.PIPELINE.fingerprint(),
                    "from",
                    "1970-01-01T00:00:00Z",
                    "until",
                    "2024-11-26T10:00:00Z",
                    "served",
                    false),
                Map.of(
                    "fingerprint",
                    CHANGED.fingerprint(),
                    "from",
                    "2024-11-24T12:10:00Z",
                    "served",
                    true)));
  }

  private void serve(String id, Pipeline by) {
    shop.segments.create("segment-" + id);
    Version version =
        new Version(
            id,
            List.of(new Segment("segment-" + id, 0, Shop.EPOCHS.of(now))),
            Optional.of(by.fingerprint()),
            by.views().stream().collect(Collectors.toMap(View::name, View::fingerprint)),
            Version.CrossCheck.CHECKED,
            0);
    Pointer pointer = Pointer.read(shop.control);
    pointer.swap(shop.control, pointer.swappedTo(version, 3));
  }

  private Response get(String path, String... parameters) {
    Library library =
        new Library(
            () -> InForce.read(shop.control).orElseThrow(), ChangedDefinitionTest::pipeline);
    Api api =
        new Api(
            library,
            shop.control,
            shop.hot,
            shop.segments::table,
            Shop.EPOCHS,
            Span.parse("14d"),
            Clock.fixed(Shop.NOON, ZoneOffset.UTC),
            Workers.inOrder());
    return api.answer(Requests.get(path, parameters));
  }

  private static Pipeline pipeline(Tenure tenure) {
    return tenure.fingerprint().equals(CHANGED.fingerprint()) ? CHANGED : Shop.PIPELINE;
  }

  private static InForce deployed(Pipeline pipeline) {
    return InForce.first(
        Shop.EPOCHS.length(), pipeline.fingerprint(), "s3://assets/" + pipeline.fingerprint());
  }

  /** One view less, and another one more. */
  private static Pipeline changed() {
    return Folders.pipeline(
        new PipelineFolder(
            Map.of(
                "pipeline.yaml",
                Shop.FILE
                    .replace("by_all_kinds", "by_floor")
                    .replace("[place, floor, online, day]", "[floor]")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "sale.avsc",
                Shop.SCHEMA.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }
}
