package io.trueup.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.definition.View;
import io.trueup.merge.Certificate;
import io.trueup.merge.Keys;
import io.trueup.store.CellKey;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** A page of keys; {@code token} makes the token of the page that begins at a place. */
record KeysAnswer(
    View view, Certificate certificate, Keys.Page page, Function<Keys.Place, String> token) {

  Response response() {
    return Response.json(JsonText.write(this::write));
  }

  private void write(JsonGenerator json) throws IOException {
    List<CellKey> keys = page.keys();
    List<String> texts =
        Fitting.texts(keys, key -> JsonText.write(it -> Rendering.key(it, view, key)));
    json.writeStartObject();
    json.writeStringField("view", view.name());
    json.writeArrayFieldStart("keys");
    for (String text : texts) {
      json.writeRawValue(text);
    }
    json.writeEndArray();
    json.writeFieldName("certificate");
    Rendering.certificate(json, certificate);
    if (texts.size() < keys.size()) {
      json.writeStringField("next", token.apply(Keys.Place.at(keys.get(texts.size()))));
    } else if (!page.isLast()) {
      json.writeStringField("next", token.apply(page.next()));
    }
    json.writeEndObject();
  }
}
