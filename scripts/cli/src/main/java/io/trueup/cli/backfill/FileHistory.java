package io.trueup.cli.backfill;

import io.trueup.cli.Console;
import io.trueup.cli.Failure;
import io.trueup.cli.Lines;
import io.trueup.cli.send.Keying;
import io.trueup.cli.send.Packing;
import io.trueup.definition.Pipeline;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The events of a file of JSON lines that the definition accepts if they arrive now, and whose time
 * is in a period. All else is passed over: lines that would be rejected, by reason, and those
 * outside the period.
 */
public final class FileHistory implements History {

  private static final int ID_DIGITS = 32;

  private final Console console;
  private final String file;
  private final Pipeline pipeline;
  private final Period period;
  private final String id;

  /** Of a file that can be read twice: standard input can't. */
  public FileHistory(Console console, String file, Pipeline pipeline, Period period) {
    if (file.equals("-")) {
      throw Failure.wronglyAsked("-: a backfill reads its events twice, expected a file");
    }
    this.console = console;
    this.file = file;
    this.pipeline = pipeline;
    this.period = period;
    Lines.open(console, file).close();
    String content = digest(console.path(file));
    this.id = DigestUtils.sha256Hex(content + " " + period).substring(0, ID_DIGITS);
  }

  private static String digest(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return DigestUtils.sha256Hex(in);
    } catch (IOException e) {
      throw Failure.wrong("%s: %s", path, e.getMessage());
    }
  }

  @Override
  public String name() {
    return file;
  }

  @Override
  public Optional<String> id() {
    return Optional.of(id);
  }

  @Override
  public Reader open() {
    return new OfLines(Lines.open(console, file));
  }

  private final class OfLines implements Reader {
    private final Lines lines;
    private final EventReader events = new EventReader(pipeline);
    private final Map<String, Long> passedOver = new TreeMap<>();

    OfLines(Lines lines) {
      this.lines = lines;
    }

    @Override
    public Optional<Past> next() {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        Optional<Past> past = chosen(line.get());
        if (past.isPresent()) {
          return past;
        }
      }
      return Optional.empty();
    }

    private Optional<Past> chosen(Lines.Line line) {
      if (line.isTooLarge()) {
        return passOver("too_large");
      }
      long now = console.clock().millis();
      Position position = new Position(BigInteger.ZERO, 0);
      Intake intake = events.read(new StreamRecord(position, now, line.data()), now);
      if (intake instanceof Intake.Rejected rejected) {
        return passOver(rejected.reason().word());
      }
      if (!(intake instanceof Intake.Accepted accepted)) {
        return passOver("heartbeat");
      }
      if (new Packing.Entry(Keying.of(accepted.event()), line.data()).size() > Lines.LARGEST) {
        return passOver("too_large");
      }
      return period.has(accepted.event())
          ? Optional.of(new Past(line.number(), line.data(), accepted.event()))
          : passOver("outside_range");
    }

    private Optional<Past> passOver(String reason) {
      passedOver.merge(reason, 1L, Long::sum);
      return Optional.empty();
    }

    @Override
    public Map<String, Long> passedOver() {
      return passedOver;
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
