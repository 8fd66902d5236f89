package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {

  private interface Writing {
    void to(DataOutput out) throws IOException;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, 8001",
    "300, ac02",
    "16383, ff7f",
    "16384, 808001",
    "9223372036854775807, ffffffffffffffff7f"
  })
  void write_count_lowBitsFirst(long number, String hex) throws IOException {
    assertThat(hex(out -> Varint.write(number, out))).isEqualTo(hex);
    assertThat(Varint.read(in(hex))).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "-1, 01",
    "1, 02",
    "-64, 7f",
    "64, 8001",
    "9223372036854775807, feffffffffffffffff01",
    "-9223372036854775808, ffffffffffffffffff01"
  })
  void writeSigned_number_zigzag(long number, String hex) throws IOException {
    assertThat(hex(out -> Varint.writeSigned(number, out))).isEqualTo(hex);
    assertThat(Varint.readSigned(in(hex))).isEqualTo(number);
  }

  @Property
  void read_written_isTheNumber(
      @ForAll @LongRange(min = 0) long count, @ForAll long number, @ForAll byte[] bytes)
      throws IOException {
    DataInputStream in =
        in(
            hex(
                out -> {
                  Varint.write(count, out);
                  Varint.writeSigned(number, out);
                  Varint.writeBytes(bytes, out);
                }));
    assertThat(Varint.read(in)).isEqualTo(count);
    assertThat(Varint.readSigned(in)).isEqualTo(number);
    assertThat(Varint.readBytes(bytes.length, in)).isEqualTo(bytes);
    assertThat(in.available()).isZero();
  }

  @Test
  void write_negative_fails() {
    assertThatThrownBy(() -> hex(out -> Varint.write(-1, out)))
        .hasMessage("varint of -1, expected 0 or more");
  }

  @Test
  void read_broken_fails() {
    assertThatThrownBy(() -> Varint.read(in("80"))).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> Varint.read(in("80808080808080808080")))
        .hasMessage("varint of more than 10 bytes");
    assertThatThrownBy(() -> Varint.read(in("ffffffffffffffffff01")))
        .hasMessage("varint of -1, expected 0 or more");
    assertThatThrownBy(() -> Varint.readBytes(2, in("03616263")))
        .hasMessage("3 bytes announced, expected at most 2");
    assertThatThrownBy(() -> Varint.readBytes(9, in("036162"))).isInstanceOf(EOFException.class);
  }

  private static String hex(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputStream(bytes));
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static DataInputStream in(String hex) {
    return new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }
}
