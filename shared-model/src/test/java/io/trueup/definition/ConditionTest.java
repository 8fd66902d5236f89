package io.trueup.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@code where} says of events, and what is said of one that is wrong. */
class ConditionTest {

  private static final long ARRIVAL = 1_767_225_600_000L;
  private static final String EXPECTED =
      ", expected a CEL expression over the fields of event 'order' that yields a boolean";

  /** amount is a decimal of 2 places, fee one that may be null, weight a double. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "amount > 1|'amount':1.01|true",
        "amount > 1|'amount':1|false",
        "1 < amount|'amount':'1.01'|true",
        "amount >= decimal('0.10')|'amount':0.1|true",
        "amount > decimal('0.1')|'amount':0.1|false",
        "amount <= decimal('-0.1')|'amount':-0.1|true",
        "amount < decimal('123456.78')|'amount':123456.77|true",
        "amount == 1|'amount':1.00|true",
        "1 == amount|'amount':1.01|false",
        "amount != 1|'amount':1.01|true",
        "amount == items|'amount':2,'items':2|true",
        "amount == decimal('1.5')|'amount':1.50|true",
        "amount != decimal('1.500')|'amount':1.5|false",
        "amount in [decimal('1.5'), decimal('2')]|'amount':2.00|true",
        "amount + fee == decimal('0.3')|'amount':0.1,'fee':0.2|true",
        "amount - 1 > fee * 2|'amount':3.01,'fee':1|true",
        "2 * amount - 1 == 2|'amount':1.5|true",
        "fee == null|'amount':1|true",
        "fee != null && fee > 1|'amount':1|false",
        "fee != null && fee > 1|'amount':1,'fee':2|true",
        "fee > 1|'amount':1|false",
        "!(fee > 1)|'amount':1|false",
        "fee == 1|'amount':1|false",
        "fee != 1|'amount':1|true",
        "fee == decimal('1')|'amount':1|false",
        "fee + amount > 0|'amount':1|false",
        "10 / items > 1|'amount':1,'items':2|true",
        "10 / items > 1|'amount':1,'items':0|false",
        "!(10 / items > 1)|'amount':1,'items':0|false",
        "10 % items == 0|'amount':1,'items':0|false",
        "items == 0 OR 10 / items > 1|'amount':1,'items':0|true",
        "10 / items > 1 OR items == 0|'amount':1,'items':0|true",
        "weight / 0.0 > 1.0|'amount':1,'weight':1|true",
        "points + 1 > 0|'amount':1,'points':9223372036854775807|false",
        "points > 9007199254740992|'amount':1,'points':9007199254740993|true",
        "points == 9007199254740993|'amount':1,'points':9007199254740992|false",
        "points > 5|'amount':1|false",
        "points == null|'amount':1|true",
        "weight > 0.5|'amount':1,'weight':0.6|true",
        "weight > 1|'amount':1,'weight':2|true",
        "paid|'amount':1,'paid':true|true",
        "grade == 'A'|'amount':1,'grade':'A'|true",
        "item.category == 'x#😀'|'amount':1,'item':{'category':'x#😀','inner':{}}|true",
        "item.category == 'x'|'amount':1,'item':null|false",
        "item.inner.code == null|'amount':1|true",
        "item.inner.code.startsWith('a')|'amount':1|false",
        "item.category.matches('(')|'amount':1,'item':{'category':'x','inner':{}}|false",
        "timestamp(item.category) < at|'amount':1,'item':{'category':'x','inner':{}}|false",
        "at > timestamp('2020-01-01T00:00:00Z')|'amount':1,'at':1|false",
        "at < timestamp('2020-01-01T00:00:00Z')|'amount':1,'at':1|true",
        "at < timestamp('2020-01-01T00:00:00Z')|'amount':1,'at':-9223372036854775808|false",
      })
  void holds_eachExpression_asExpected(String where, String members, boolean expected) {
    Condition condition = pipeline(where).view("orders").orElseThrow().where().orElseThrow();

    assertThat(condition.holds(((Intake.Accepted) order(where, members)).event()))
        .isEqualTo(expected);
  }

  @Test
  void counts_eventThatTheConditionFailsOn_isAcceptedAndNotCounted() {
    Intake intake = order("10 / items > 1", "'amount':1,'items':0");

    assertThat(intake)
        .isInstanceOfSatisfying(
            Intake.Accepted.class,
            accepted ->
                assertThat(
                        pipeline("10 / items > 1")
                            .view("orders")
                            .orElseThrow()
                            .counts(accepted.event()))
                    .isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "items >|column 8: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}EXPECTED",
        "items|column 1: expected type 'bool' but found 'int'EXPECTED",
        "items + 1|column 7: expected type 'bool' but found 'int'EXPECTED",
        "'a'|column 1: expected type 'bool' but found 'string'EXPECTED",
        "itms > 1|column 1: undeclared reference to 'itms'EXPECTED; did you mean 'items'?",
        "items > 'a'|column 7: found no matching overload for '_>_' applied to '(int, string)'EXPECTED",
        "item.categry == 'x'|column 1: undeclared reference to 'item.categry'EXPECTED; did you mean 'item.category'?",
        "now() > at|column 4: undeclared reference to 'now'EXPECTED",
        "amount > 1.5|column 8: found no matching overload for '_>_' applied to '(decimal, double)'DECIMALS",
        "amount == weight|column 8: found no matching overload for '_==_' applied to '(decimal, double or null)'DECIMALS",
        "0.5 + fee > 1|column 5: found no matching overload for '_+_' applied to '(double, decimal)'DECIMALS",
        "amount in [1.5]|column 8: found no matching overload for '@in' applied to '(decimal, list(double))'DECIMALS",
        "amount > decimal('1,5')|decimal('1,5'), expected digits and at most one point, as decimal('-12.50')",
        "dyn(items) == 1|a comparison of a value that may be of any kind, expected values of a known kind, without dyn()",
      })
  void read_wrongCondition_isOneProblem(String where, String problem) {
    assertThat(Folders.problems(Folders.orders(text(where), SCHEMA)))
        .containsExactly(
            "pipeline.yaml:7 views.orders.where: "
                + problem
                    .replace("EXPECTED", EXPECTED)
                    .replace(
                        "DECIMALS",
                        ", expected decimals beside decimals or whole numbers alone:"
                            + " write decimal('1.5') for 1.5"));
  }

  private static final String SCHEMA =
      Folders.ORDER_SCHEMA.replace(
          "{\"name\": \"weight\"",
          """
          {"name": "fee", "type": ["null",
            {"type": "bytes", "logicalType": "decimal", "precision": 8, "scale": 4}]},
          {"name": "weight\"""");

  private static String text(String where) {
    return Folders.ORDER_PIPELINE.replace("\"items > 1\"", '"' + where.replace("OR", "||") + '"');
  }

  private static Pipeline pipeline(String where) {
    return Folders.pipeline(Folders.orders(text(where), SCHEMA));
  }

  private static Intake order(String where, String members) {
    String rest = members.contains("'items'") ? members : members + ",'items':1";
    String all = rest.contains("'at'") ? rest : rest + ",'at':1700000000123";
    byte[] data = "{'id':'a',%s}".formatted(all).replace('\'', '"').getBytes(UTF_8);
    return new EventReader(pipeline(where))
        .read(new StreamRecord(new Position("1", 0), ARRIVAL, data), ARRIVAL);
  }
}
