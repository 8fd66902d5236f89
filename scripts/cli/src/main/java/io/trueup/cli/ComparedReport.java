package io.trueup.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.cli.TextTable.Column;
import io.trueup.cli.TextTable.Side;
import io.trueup.definition.View;
import io.trueup.replay.Compared;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a view differs from the deployed one of its name, over the same records. */
record ComparedReport(View view, Compared compared) {

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%nbeside the deployed definition, over the same records: %,d cells compared, %,d differ%n",
        compared.cells(),
        compared.differing());
    if (compared.worst().isEmpty()) {
      return;
    }
    List<Column> columns = new ArrayList<>(List.of(new Column("bucket", Side.LEFT)));
    view.by().forEach(field -> columns.add(new Column(field.path(), Side.LEFT)));
    columns.add(new Column("measure", Side.LEFT));
    columns.add(new Column("deployed", Side.RIGHT));
    columns.add(new Column("new", Side.RIGHT));
    TextTable table = new TextTable(columns);
    for (Compared.Apart each : compared.worst()) {
      List<String> texts = new ArrayList<>(List.of(Instant.ofEpochMilli(each.bucket()).toString()));
      each.key().values().forEach(value -> texts.add(String.valueOf(value)));
      texts.add(each.measure());
      texts.add(Json.shown(each.before()));
      texts.add(Json.shown(each.after()));
      table.add(texts);
    }
    table.print(out);
  }

  /** As a member of an object. */
  void json(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("compared");
    out.writeNumberField("cells", compared.cells());
    out.writeNumberField("differing", compared.differing());
    out.writeArrayFieldStart("worst");
    for (Compared.Apart each : compared.worst()) {
      out.writeStartObject();
      out.writeFieldName("key");
      ViewRow.key(out, view, each.key());
      out.writeStringField("bucket", Instant.ofEpochMilli(each.bucket()).toString());
      out.writeStringField("measure", each.measure());
      value(out, "deployed", each.before());
      value(out, "new", each.after());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void value(JsonGenerator out, String name, @Nullable Object value)
      throws IOException {
    out.writeFieldName(name);
    Json.value(out, value);
  }
}
