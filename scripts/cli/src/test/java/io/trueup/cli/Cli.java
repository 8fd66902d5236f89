package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** The command line in a folder of a test, at a fixed time, with its output kept. */
record Cli(Path folder, Map<String, String> environment) {

  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  /** What a command came to. */
  record Result(int exitCode, String out, String err) {}

  static Cli in(Path folder) {
    return new Cli(folder, Map.of());
  }

  Result run(String... arguments) {
    return runWith("", arguments);
  }

  /** Runs with something on standard input. */
  Result runWith(String input, String... arguments) {
    return runAt(NOW, input, arguments);
  }

  /** Runs at another time. */
  Result runAt(Instant now, String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Clock.fixed(now, ZoneOffset.UTC),
            environment,
            folder,
            folder);
    int exitCode = Trueup.run(console, arguments);
    return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  Path write(String name, String text) {
    return write(name, text.getBytes(UTF_8));
  }

  Path write(String name, byte[] data) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A small pipeline in the folder {@code shop}. */
  void shop() {
    write(
        "shop/pipeline.yaml",
        """
        pipeline: shop
        events:
          sale: { schema: sale.avsc, id: id, time: at, key: store }
        views:
          by_store:
            from: sale
            where: "amount > 0"
            by: [store]
            every: { 1h: forever, 1d: forever }
            measures: { sales: count(), amount_sum: sum(amount), amount_max: max(amount) }
        """);
    write(
        "shop/sale.avsc",
        """
        {"type": "record", "name": "sale", "fields": [
          {"name": "id", "type": "string"},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
          {"name": "amount", "type": "long"},
          {"name": "store", "type": ["null", "string"], "default": null}]}
        """);
  }
}
