package io.trueup.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import io.trueup.definition.PipelineFolder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which type an event is of, and what is rejected for none. */
class SeveralTypesTest {

  private static final long ARRIVAL = 1_767_225_600_000L;
  private static final String PIPELINE =
      """
      pipeline: shop
      events:
        order: { schema: order.avsc, id: id, time: at, key: id }
        refund: { schema: refund.avsc, is: Refund é, id: no, time: at, key: no }
      views:
        orders: { from: order, by: [], every: { 1h: forever }, measures: { n: count() } }
      """;
  private static final String REFUND =
      """
      {"type": "record", "name": "refund", "fields": [
        {"name": "no", "type": "long"},
        {"name": "data", "type": ["null", {"type": "record", "name": "d", "fields": [
          {"name": "kind", "type": ["null", "string"]}]}]},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
      """;

  private static final String OF_ORDER = "'id':'a','at':1,'items':2,'amount':1";
  private static final String OF_REFUND = "'no':7,'at':1";
  private static final String ENVELOPE = "'specversion':'1.0','id':'e'";

  /** What stands in the data, with ' for a quote, and the event type, or the whole rejection. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'order',ORDER}|order",
        "{ORDER,'type':'order'}|order",
        "{REFUND,'type':'Refund é'}|refund",
        "{'type':'Refund \\u00e9',REFUND}|refund",
        "{'type':'order',REFUND}|schema: field 'items': found nothing, expected an integer of 32 bits",
        "{ORDER}|no_type: field 'type': found nothing, expected one of order, Refund é",
        "{'type':null,ORDER}|no_type: field 'type': found nothing, expected one of order, Refund é",
        "{'type':'Order',ORDER}|no_type: field 'type': found 'Order', expected one of order, Refund é",
        "{'type':'refund',REFUND}|no_type: field 'type': found 'refund', expected one of order, Refund é",
        "{'type':'',ORDER}|no_type: field 'type': found '', expected one of order, Refund é",
        "{'type':5,ORDER}|no_type: field 'type': found 5, expected one of order, Refund é",
        "{'type':['order'],ORDER}|no_type: field 'type': found an array, expected one of order, Refund é",
        "{'type':{'type':'order'},ORDER}|no_type: field 'type': found an object, expected one of order, Refund é",
        "{'item':{'type':'order'},ORDER}|no_type: field 'type': found nothing, expected one of order, Refund é",
        "{}|no_type: field 'type': found nothing, expected one of order, Refund é",
        "{'type':'order','items':'x'}|schema: field 'items': found 'x', expected an integer of 32 bits",
        "{'type':'x','items':'x'|not_json",
        "{'type':'order',ORDER} {}|not_json",
        "{'type':'order','type':'order',ORDER}|not_json",
        "{'type':'\\ud800',ORDER}|not_json",
        "{'type':'x','y':[{'a':1,'a':1}]}|not_json",
        "{ENVELOPE,'type':'order','data':{ORDER}}|order",
        "{'data':{ORDER},'type':'order',ENVELOPE}|order",
        "{ENVELOPE,'type':'order','data':{REFUND,'type':'Refund é'}}|refund",
        "{ENVELOPE,'type':'Refund é','data':{REFUND,'type':null}}|refund",
        "{ENVELOPE,'type':'order','data':{ORDER,'type':'x'}}|no_type: field 'type': found 'x', expected one of order, Refund é",
        "{ENVELOPE,'type':'order','data':{ORDER,'type':1}}|no_type: field 'type': found 1, expected one of order, Refund é",
        "{ENVELOPE,'data':{ORDER}}|no_type: field 'type': found nothing, expected one of order, Refund é",
        "{ENVELOPE,'data':{ORDER,'type':'order'}}|order",
        "{ENVELOPE,'type':'order','data':null}|schema: field 'data': found null, expected an object",
        "{ENVELOPE,'type':'order','data':[]}|schema: field 'data': found an array, expected an object",
        "{ENVELOPE,'data':'x'}|no_type: field 'type': found nothing, expected one of order, Refund é",
        "{'specversion':'0.3','type':'order','data':{'type':'x'},ORDER}|order",
      })
  void read_standardDiscriminator_decides(String data, String expected) {
    assertThat(read(PIPELINE, data)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kind|{'kind':'order','type':'x',ORDER}|order",
        "kind|{ENVELOPE,'kind':'order','data':{ORDER}}|order",
        "meta.kind|{'meta':{'kind':'order'},ORDER}|order",
        "meta.kind|{'meta':{'a':{'kind':'x'},'kind':'order'},ORDER}|order",
        "meta.kind|{'meta.kind':'order',ORDER}|no_type: field 'meta.kind': found nothing, expected one of order, Refund é",
        "meta.kind|{'meta':'order',ORDER}|no_type: field 'meta.kind': found nothing, expected one of order, Refund é",
        "meta.kind|{'meta':['kind'],ORDER}|no_type: field 'meta.kind': found nothing, expected one of order, Refund é",
        "meta.kind|{'kind':'order',ORDER}|no_type: field 'meta.kind': found nothing, expected one of order, Refund é",
        "meta.kind|{ENVELOPE,'meta':{'kind':'order'},'data':{ORDER}}|no_type: field 'meta.kind': found nothing, expected one of order, Refund é",
        "meta.kind|{ENVELOPE,'data':{'meta':{'kind':'order'},ORDER}}|order",
        "data.kind|{'data':{'kind':'Refund é'},REFUND}|refund",
        "data.kind|{ENVELOPE,'data':{REFUND,'data':{'kind':'Refund é'}}}|refund",
        "data.kind|{ENVELOPE,'data':{REFUND,'kind':'Refund é'}}|no_type: field 'data.kind': found nothing, expected one of order, Refund é",
      })
  void read_givenDiscriminator_decides(String path, String data, String expected) {
    assertThat(read(PIPELINE + "discriminator: " + path + "\n", data)).isEqualTo(expected);
  }

  @Test
  void read_onlyType_isToldOnlyWhenAsked() {
    String one = PIPELINE.replaceAll("  refund: .*\n", "");

    assertThat(read(one, "{'type':'other',ORDER}")).isEqualTo("order");
    assertThat(read(one + "discriminator: type\n", "{'type':'other',ORDER}"))
        .isEqualTo("no_type: field 'type': found 'other', expected one of order");
    assertThat(read(one + "discriminator: type\n", "{'type':'order',ORDER}")).isEqualTo("order");
  }

  @Test
  void read_schemaWithVersionField_takesNoEnvelopes() {
    String schema =
        REFUND.replace(
            "\"no\", \"type\": \"long\"}",
            "\"no\", \"type\": \"long\"}, "
                + "{\"name\": \"specversion\", \"type\": [\"null\", \"string\"]}");

    assertThat(read(PIPELINE, schema, "{ENVELOPE,'type':'Refund é','data':{},REFUND}"))
        .isEqualTo("refund");
  }

  @Test
  void read_heartbeat_isBeatWhateverTellsTypes() {
    assertThat(reader(PIPELINE, REFUND).read(record(new Heartbeat(7, 9).data()), ARRIVAL))
        .isEqualTo(new Intake.Beat(new Heartbeat(7, 9)));
  }

  private static String read(String pipeline, String data) {
    return read(pipeline, REFUND, data);
  }

  private static String read(String pipeline, String refund, String data) {
    String json =
        data.replace("ENVELOPE", ENVELOPE)
            .replace("ORDER", OF_ORDER)
            .replace("REFUND", OF_REFUND)
            .replace('\'', '"');
    Intake intake = reader(pipeline, refund).read(record(json.getBytes(UTF_8)), ARRIVAL);
    if (intake instanceof Intake.Accepted accepted) {
      return accepted.event().type().name();
    }
    Intake.Rejected rejected = (Intake.Rejected) intake;
    return rejected.reason() == Rejection.NOT_JSON
        ? "not_json"
        : rejected.reason().word() + ": " + rejected.detail();
  }

  private static EventReader reader(String pipeline, String refund) {
    Map<String, byte[]> files = new HashMap<>(Folders.orders(pipeline).files());
    files.put("refund.avsc", refund.getBytes(UTF_8));
    return new EventReader(Folders.pipeline(new PipelineFolder(files)));
  }

  private static StreamRecord record(byte[] data) {
    return new StreamRecord(new Position("1", 0), ARRIVAL, data);
  }
}
