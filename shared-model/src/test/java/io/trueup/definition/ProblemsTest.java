package io.trueup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is found, said in one line, and says nothing of what is right. */
class ProblemsTest {

  /** A piece of the right pipeline, what to put in its place, and the one problem that makes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "views:|veiws:|pipeline.yaml:4 veiws: no member 'veiws' is known, expected one of pipeline, discriminator, events, views, batch, slo; did you mean 'views'?+pipeline.yaml:1 views: missing, expected a value",
        "pipeline: orders|pipeline: Orders|pipeline.yaml:1 pipeline: name 'Orders', expected a name of a to z, 0 to 9 and _ that begins with a letter and has at most 64",
        "pipeline: orders|pipeline:|pipeline.yaml:1 pipeline: nothing, expected a text",
        "pipeline: orders|pipeline: [orders]|pipeline.yaml:1 pipeline: a list, expected a text",
        "schema: order.avsc|schema: oder.avsc|pipeline.yaml:3 events.order.schema: no file 'oder.avsc' in the folder, expected one of order.avsc; did you mean 'order.avsc'?",
        "id: id|id: di|pipeline.yaml:3 events.order.id: 'di' is no field of event 'order', expected one of id, at, paid, items, points, weight, ratio, amount, grade, day, seen, ref, …; did you mean 'id'?",
        "id: id|id: paid|pipeline.yaml:3 events.order.id: 'paid' is a boolean, expected a field of kind string or long",
        "id: id|id: grade|pipeline.yaml:3 events.order.id: 'grade' has a default, expected a field without one: an event that lacks it is rejected",
        "time: at|time: items|pipeline.yaml:3 events.order.time: 'items' is a long, expected a timestamp or date (an Avro logical type)",
        "time: at,||pipeline.yaml:3 events.order.time: missing, expected a value",
        "key: item.category|key: item.categori|pipeline.yaml:3 events.order.key: 'item.categori' is no field of event 'order', expected one of id, at, paid, items, points, weight, ratio, amount, grade, day, seen, ref, …; did you mean 'item.category'?",
        "key: item.category|key: item.inner|pipeline.yaml:3 events.order.key: 'item.inner' is a record, expected one of item.inner.code",
        "key: item.category|key: tags|pipeline.yaml:3 events.order.key: 'tags' is an array, expected a field with a single value",
        "max_ahead: 10m|max_ahead: 10|pipeline.yaml:3 events.order.max_ahead: '10', expected a whole number and a unit of ms, s, m, h or d, at most 36500d",
        "max_ahead: 10m|max_ahead: 999999999999999d|pipeline.yaml:3 events.order.max_ahead: '999999999999999d', expected a whole number and a unit of ms, s, m, h or d, at most 36500d",
        "from: order|from: orders|pipeline.yaml:6 views.orders.from: no event 'orders', expected one of order; did you mean 'order'?",
        "grade]|gade]|pipeline.yaml:8 views.orders.by[1]: 'gade' is no field of event 'order', expected one of id, at, paid, items, points, weight, ratio, amount, grade, day, seen, ref, …; did you mean 'grade'?",
        "grade]|weight]|pipeline.yaml:8 views.orders.by[1]: 'weight' is a double, expected a field of kind boolean, long, string or time",
        "grade]|item.category]|pipeline.yaml:8 views.orders.by[1]: 'item.category' stands twice, expected each field once",
        "[item.category, grade]|grade|pipeline.yaml:8 views.orders.by: 'grade', expected a list",
        "by: [item.category, grade]||pipeline.yaml:5 views.orders.by: missing, expected a value",
        "{ 5m: 7d, 1h: forever }|{ 7m: 7d, 1h: forever }|pipeline.yaml:9 views.orders.every.1h: 1h after 7m, expected bucket sizes in ascending order, each a multiple of the one before",
        "{ 5m: 7d, 1h: forever }|{ 1h: 7d, 60m: forever }|pipeline.yaml:9 views.orders.every.60m: 1h after 1h, expected bucket sizes in ascending order, each a multiple of the one before",
        "{ 5m: 7d, 1h: forever }|{ 1h: 7d, 5m: forever }|pipeline.yaml:9 views.orders.every.5m: 5m after 1h, expected bucket sizes in ascending order, each a multiple of the one before",
        "{ 5m: 7d, 1h: forever }|{ 500ms: 7d }|pipeline.yaml:9 views.orders.every.500ms: a bucket size of 500ms, expected at least 1s",
        "{ 5m: 7d, 1h: forever }|{ hour: 7d }|pipeline.yaml:9 views.orders.every.hour: bucket size 'hour', expected a span as 5m, 1h or 1d",
        "{ 5m: 7d, 1h: forever }|{ 1h: ever }|pipeline.yaml:9 views.orders.every.1h: 'ever', expected forever, or a span as 90d for how long it is kept",
        "{ 5m: 7d, 1h: forever }|{ 1h: 5m }|pipeline.yaml:9 views.orders.every.1h: kept for 5m, expected at least its length, 1h",
        "{ 5m: 7d, 1h: forever }|{}|pipeline.yaml:9 views.orders.every: no bucket size, expected at least one, as 1h: forever",
        "{ 5m: 7d, 1h: forever }|[1h]|pipeline.yaml:9 views.orders.every: a list, expected a mapping of names to values+pipeline.yaml:9 views.orders.every: no bucket size, expected at least one, as 1h: forever",
        "sum(items)|smu(items)|pipeline.yaml:12 views.orders.measures.items_sum: no function 'smu', expected one of count, sum, mean, min, max, first, last, distinct, quantile, top; did you mean 'sum'?",
        "sum(items)|sum(item)|pipeline.yaml:12 views.orders.measures.items_sum: 'item' is a record, expected one of item.category, item.stock, item.inner.code",
        "sum(items)|sum(grade)|pipeline.yaml:12 views.orders.measures.items_sum: sum(grade), where 'grade' is a string, expected a field of kind long, double, decimal",
        "sum(items)|sum()|pipeline.yaml:12 views.orders.measures.items_sum: sum(), expected sum(field)",
        "sum(items)|sum items|pipeline.yaml:12 views.orders.measures.items_sum: 'sum items', expected function(field), as sum(delay) or count()",
        "sum(items)|quantile(items)|pipeline.yaml:12 views.orders.measures.items_sum: 'quantile(items)', expected quantile(field, share), as quantile(delay, 0.95)",
        "sum(items)|sum(items, 2)|pipeline.yaml:12 views.orders.measures.items_sum: 'sum(items, 2)', expected sum(field)",
        "sum(items)|quantile(items, 1.0)|pipeline.yaml:12 views.orders.measures.items_sum: a quantile of '1.0', expected a share over 0 and under 1 with at most 6 digits, as 0.95; for the ends min and max",
        "sum(items)|quantile(items, 0.00)|pipeline.yaml:12 views.orders.measures.items_sum: a quantile of '0.00', expected a share over 0 and under 1 with at most 6 digits, as 0.95; for the ends min and max",
        "sum(items)|quantile(grade, 0.5)|pipeline.yaml:12 views.orders.measures.items_sum: quantile(grade), where 'grade' is a string, expected a field of kind long, double, decimal",
        "sum(items)|quantile(, 0.5)|pipeline.yaml:12 views.orders.measures.items_sum: quantile(), expected quantile(field, share), as quantile(delay, 0.95)",
        "sum(items)|top(0, items)|pipeline.yaml:12 views.orders.measures.items_sum: a top of '0', expected a whole number from 1 to 100",
        "sum(items)|top(101, items)|pipeline.yaml:12 views.orders.measures.items_sum: a top of '101', expected a whole number from 1 to 100",
        "sum(items)|top(items, 5)|pipeline.yaml:12 views.orders.measures.items_sum: a top of 'items', expected a whole number from 1 to 100",
        "sum(items)|top(5, weight)|pipeline.yaml:12 views.orders.measures.items_sum: top(weight), where 'weight' is a double, expected a field of kind boolean, long, decimal, string, time",
        "sum(items)|distinct()|pipeline.yaml:12 views.orders.measures.items_sum: distinct(), expected distinct(field)",
        "sum(items)|quantile(items|pipeline.yaml:12 views.orders.measures.items_sum: 'quantile(items', expected a closing ')'; between braces a comma ends a text that is not in quotes",
        "items_sum:|bounds:|pipeline.yaml:12 views.orders.measures.bounds: 'bounds' names a member of every row of an answer, expected another name",
        "items_sum:|orders:|pipeline.yaml:12 views.orders.measures.orders: 'orders' stands twice, expected each name once",
        "items_sum:|bucket:|pipeline.yaml:12 views.orders.measures.bucket: 'bucket' names a member of every row of an answer, expected another name",
        "items > 1|itms > 1|pipeline.yaml:7 views.orders.where: column 1: undeclared reference to 'itms', expected a CEL expression over the fields of event 'order' that yields a boolean; did you mean 'items'?",
      })
  void read_oneMistake_isOneProblem(String right, @Nullable String wrong, String problems) {
    assertThat(Folders.ORDER_PIPELINE).contains(right);
    String pipeline = Folders.ORDER_PIPELINE.replace(right, wrong == null ? "" : wrong);

    assertThat(Folders.problems(Folders.orders(pipeline)))
        .containsExactlyInAnyOrder(problems.split("\\+"));
  }

  @Test
  void read_measureNamedAsABoundOfAnother_isAProblem() {
    String pipeline =
        Folders.ORDER_PIPELINE.replace(
            "items_sum: sum(items)", "grades: distinct(grade)\n      grades_low: count()");
    assertThat(Folders.problems(Folders.orders(pipeline)))
        .containsExactly(
            "pipeline.yaml:13 views.orders.measures.grades_low: 'grades_low' names a bound of"
                + " 'grades', expected another name");
  }

  @Test
  void read_measuresThatNoItemHolds_isAProblemWithTheirSum() {
    String pipeline =
        Folders.ORDER_PIPELINE.replace(
            "items_sum: sum(items)",
            "pages: top(100, item.category)\n      grades: top(100, grade)");
    assertThat(Folders.problems(Folders.orders(pipeline)))
        .containsExactly(
            "pipeline.yaml:10 views.orders.measures: states of up to 465332 bytes in one item:"
                + " pages 232661, grades 232661, orders 10, expected at most 300000 bytes in all:"
                + " fewer measures, or a smaller top");
  }

  @Test
  void read_liveThatNamesNoKey_isAProblem() {
    String pipeline =
        Folders.ORDER_PIPELINE.replace("    measures:", "    live: \"items > 1\"\n    measures:");
    assertThat(Folders.problems(Folders.orders(pipeline)))
        .containsExactly(
            "pipeline.yaml:10 views.orders.live: column 1: undeclared reference to 'items', expected"
                + " a CEL expression over the fields in 'by', [item.category, grade], that yields a"
                + " boolean");
  }

  @Test
  void read_spreadOutOfBounds_isAProblem() {
    for (String spread : List.of("0", "65", "many")) {
      String pipeline =
          Folders.ORDER_PIPELINE.replace(
              "    measures:", "    spread: %s\n    measures:".formatted(spread));
      assertThat(Folders.problems(Folders.orders(pipeline)))
          .containsExactly(
              "pipeline.yaml:10 views.orders.spread: '%s', expected a whole number of partitions, 1 to 64"
                  .formatted(spread));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "batch: { epoch: 500ms }|batch.epoch: '500ms', expected at least 1s",
        "batch: { epoch: 2m, schedule: 1m }|batch.schedule: '1m', expected at least 2m, the epoch",
        "batch: { full: 59m }|batch.full: '59m', expected at least 1h, the schedule",
        "batch: { horizon: 59m }|batch.horizon: '59m', expected at least 1h, the longest window",
        "batch: { heartbeat: 1ms }|batch.heartbeat: '1ms', expected at least 1s",
        "batch: { epok: 1m }|batch.epok: no member 'epok' is known, expected one of schedule, epoch, heartbeat, full, horizon, corrections; did you mean 'epoch'?",
        "batch: { corrections: 0.001 }|batch.corrections: '0.001', expected a percentage from 0% to 100%, as 0.1%",
        "batch: 5m|batch: '5m', expected a mapping of names to values",
        "slo: { divergence: 0.1 }|slo.divergence: '0.1', expected a percentage from 0% to 100%, as 0.1%",
        "slo: { divergence: 100.1% }|slo.divergence: '100.1%', expected a percentage from 0% to 100%, as 0.1%",
        "slo: { freshness: soon }|slo.freshness: 'soon', expected a whole number and a unit of ms, s, m, h or d, at most 36500d",
        "pipeline: again|pipeline: 'pipeline' stands twice, expected each name once",
      })
  void read_wrongSetting_isOneProblem(String line, String problem) {
    assertThat(Folders.problems(Folders.orders(Folders.ORDER_PIPELINE + line + "\n")))
        .containsExactly("pipeline.yaml:13 " + problem);
  }

  @Test
  void read_longEpoch_movesTheDefaultSchedule() {
    Pipeline orders =
        Folders.pipeline(Folders.orders(Folders.ORDER_PIPELINE + "batch: { epoch: 2h }\n"));

    assertThat(orders.batch().schedule()).hasToString("2h");
  }

  @Test
  void read_manyMistakes_areAllFoundInOrder() {
    String pipeline =
        """
        pipeline: 1st
        events:
          order: { schema: order.avsc, id: idd, time: at, key: grade, max_ahead: long }
        views:
          one:
            from: order
            by: [grad]
            every: { 1h: forever }
            measures: { n: mean(id) }
          two:
            from: oder
            by: []
            every: { 1h: forever, 90m: forever }
            measures: { n: count() }
            were: "true"
        slo: { divergence: x }
        """;

    assertThat(PipelineReader.read(Folders.orders(pipeline)))
        .isInstanceOfSatisfying(
            Reading.Faulty.class,
            faulty ->
                assertThat(faulty.problems())
                    .extracting(problem -> problem.line() + " " + problem.path())
                    .containsExactly(
                        "1 pipeline",
                        "3 events.order.max_ahead",
                        "3 events.order.id",
                        "7 views.one.by[0]",
                        "9 views.one.measures.n",
                        "11 views.two.from",
                        "13 views.two.every.90m",
                        "15 views.two.were",
                        "16 slo.divergence"));
  }

  @Test
  void read_twoViewsOfOneName_isProblem() {
    String view = Folders.ORDER_PIPELINE.substring(Folders.ORDER_PIPELINE.indexOf("  orders:\n"));

    assertThat(Folders.problems(Folders.orders(Folders.ORDER_PIPELINE + view)))
        .containsExactly(
            "pipeline.yaml:13 views.orders: 'orders' stands twice, expected each name once");
  }

  /** Members of a second event type, the discriminator, and the one problem that makes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|``|-",
        "is: X|``|-",
        "is: order|``|4 events.refund.is: 'order' tells event 'order', expected another text for each event type",
        "is: ''|``|4 events.refund.is: '', expected a text that is not empty",
        "is: [a]|``|4 events.refund.is: a list, expected a text",
        "``|kind|-",
        "``|item.category|-",
        "``|not.in.schema|-",
        "``|''|14 discriminator: '', expected the path of a field, as type or meta.kind",
        "``|item..x|14 discriminator: 'item..x', expected the path of a field, as type or meta.kind",
        "``|[x]|14 discriminator: a list, expected a text",
        "``|items|3 events.order: 'items' is a long, expected a string, which tells the event types apart+4 events.refund: 'items' is a long, expected a string, which tells the event types apart",
        "``|item|3 events.order: 'item' is a record, expected a string, which tells the event types apart+4 events.refund: 'item' is a record, expected a string, which tells the event types apart",
        "``|tags|3 events.order: 'tags' is an array, expected a string, which tells the event types apart+4 events.refund: 'tags' is an array, expected a string, which tells the event types apart",
        "window: 0s|``|-",
        "window: 7d|``|-",
        "window: 8d|``|4 events.refund.window: '8d', expected 0s, or a whole number and a unit of ms, s, m, h or d, at most 7d",
        "window: 1|``|4 events.refund.window: '1', expected 0s, or a whole number and a unit of ms, s, m, h or d, at most 7d",
        "late_after: 0s|``|-",
        "late_after: 36500d|``|-",
        "late_after: 36501d|``|4 events.refund.late_after: '36501d', expected 0s, or a whole number and a unit of ms, s, m, h or d, at most 36500d",
        "late_after: -1s|``|4 events.refund.late_after: '-1s', expected 0s, or a whole number and a unit of ms, s, m, h or d, at most 36500d",
        "late_after: [1s]|``|4 events.refund.late_after: a list, expected a text",
        "windo: 1h|``|4 events.refund.windo: no member 'windo' is known, expected one of schema, is, id, time, key, max_ahead, window, late_after; did you mean 'window'?",
      })
  void read_secondEventType_isRightOrOneProblem(
      String members, String discriminator, String problems) {
    String event =
        "  refund: { schema: order.avsc, id: id, time: at, key: id, %s}\n".formatted(members);
    String pipeline = Folders.ORDER_PIPELINE.replace("views:\n", event + "views:\n");
    if (!discriminator.isEmpty()) {
      pipeline += "discriminator: %s\n".formatted(discriminator);
    }

    assertThat(Folders.problems(Folders.orders(pipeline)))
        .containsExactlyElementsOf(
            problems.equals("-")
                ? List.of()
                : Arrays.stream(problems.split("\\+")).map("pipeline.yaml:"::concat).toList());
  }

  @Test
  void read_noEventType_isProblem() {
    assertThat(Folders.problems(Folders.orders("pipeline: p\nevents: {}\nviews: {}\n")))
        .containsExactly(
            "pipeline.yaml:2 events: no event type, expected at least one",
            "pipeline.yaml:3 views: no view, expected at least one");
  }

  @Test
  void read_dimensionNamedAsParameter_isProblem() {
    PipelineFolder folder =
        Folders.orders(
            Folders.ORDER_PIPELINE.replace("grade", "page"),
            Folders.ORDER_SCHEMA.replace(
                "\"name\": \"grade\", \"type\": {", "\"name\": \"page\", \"type\": {"));

    assertThat(Folders.problems(folder))
        .containsExactly(
            "pipeline.yaml:8 views.orders.by[1]: 'page' is a parameter of every query,"
                + " expected a field of another name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"string\"|order.avsc:1: a schema of type string, expected an Avro record schema",
        "{\"type\": \"record\", \"name\": \"x\"}|order.avsc: ",
        "{\"type\": \"record\", \"name\": \"x\", \"fields\": [{\"name\": \"a\", \"type\": \"lnog\"}]}|order.avsc: ",
        "{\"type\": \"record\", \"name\": \"x\", \"fields\": [{\"name\": \"a\", \"type\": \"long\", \"default\": \"b\"}]}|order.avsc: ",
        "{\"type\": \"record\", \"name\": \"x\", \"fields\": [{\"name\": \"a\", \"type\": \"double\", \"default\": 1e999}]}|order.avsc: ",
        "{\"type\": \"record\", \"name\": \"x\", \"fields\": [{\"name\": \"a\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 1, \"scale\": 0}, \"default\": \"zzz\"}]}|order.avsc: ",
        "nothing|order.avsc:1: ",
        "``|order.avsc"
      })
  void read_wrongSchema_isOneProblemOfItsFile(String schema, String problem) {
    assertThat(Folders.problems(Folders.orders(Folders.ORDER_PIPELINE, schema)))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|pipeline.yaml:1: an empty file",
        "# nothing|pipeline.yaml:1: an empty file",
        "pipeline: [|pipeline.yaml:1: ",
        "just text|pipeline.yaml:1: 'just text', expected a mapping of names to values",
      })
  void read_noYamlMapping_isOneProblem(String pipeline, String problem) {
    assertThat(Folders.problems(Folders.orders(pipeline)))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void read_brokenFiles_nameTheLine() {
    assertThat(Folders.problems(Folders.orders("a: 1\nb: {\nc: ]\n")))
        .singleElement()
        .asString()
        .startsWith("pipeline.yaml:3: ");
    assertThat(Folders.problems(Folders.orders("--- a\n--- b\n")))
        .singleElement()
        .asString()
        .startsWith("pipeline.yaml:2: ");
    assertThat(Folders.problems(Folders.orders("pipeline: \u0007")))
        .singleElement()
        .asString()
        .startsWith("pipeline.yaml: ");
    assertThat(Folders.problems(Folders.orders(Folders.ORDER_PIPELINE, "{\n\"type\":\n!}")))
        .singleElement()
        .asString()
        .startsWith("order.avsc:3: ");
  }

  @Test
  void read_bytesThatAreNoText_isOneProblem() {
    assertThat(
            Folders.problems(new PipelineFolder(Map.of("pipeline.yaml", new byte[] {(byte) 0xff}))))
        .containsExactly("pipeline.yaml: bytes that are no UTF-8, expected text in UTF-8");
  }

  @Test
  void read_anchorsWithoutEnd_areProblems() {
    String loops = "pipeline: &a [*a]\nevents: &b { *b : *b }\nviews: &c { c: *c }\n? [x]\n: y\n";

    assertThat(Folders.problems(Folders.orders(loops))).isNotEmpty();
  }
}
