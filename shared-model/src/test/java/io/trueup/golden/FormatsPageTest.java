package io.trueup.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.trueup.port.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each persisted format has a section on the page, and per version a golden file that is tested.
 */
class FormatsPageTest {

  private static final Path CHECKOUT = Path.of("..");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** Of a row: the format's name, the section that it links to, and its versions. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[`([^|]+)`]\\(#([a-z-]+)\\) \\|[^|]*\\|[^|]*\\| ([^|]*) \\|$");

  private static final Pattern SECTION = Pattern.compile("(?m)^##+ (.+)$");
  private static final Pattern NEWEST = Pattern.compile("Format\\.check\\(\\w+, (\\d+)\\)");
  private static final Pattern FILE = Pattern.compile("([a-z-]+)\\.v(\\d+)\\.\\w+");

  /**
   * Golden files by another name than the format's, and further ones of its newest version, for
   * what else it may say.
   */
  private static final Map<String, List<String>> FILES =
      Map.of(
          "shard", List.of("shards"),
          "ledger", List.of("ledger", "ledger-late"),
          "approval", List.of("approval", "approval-doubts"),
          "pointer",
              List.of(
                  "pointer",
                  "pointer-empty",
                  "pointer-changed",
                  "pointer-compared",
                  "pointer-lacking"),
          "claim` and `about", List.of("about"),
          "state", List.of("states", "sketches"),
          "recomputed cell", List.of("recomputed"),
          "archive line", List.of("archive"),
          "import line", List.of("import-line"));

  /** The page's own example is their golden file: {@code FingerprintTest}. */
  private static final Set<String> ON_THE_PAGE = Set.of("definition", "fingerprint");

  /** Not a format of its own, but in keys and digests of others. */
  private static final String MIX = "mix.v1.txt";

  private record Row(String format, String section, Set<Integer> versions) {

    static Row of(MatchResult row) {
      Set<Integer> versions = new TreeSet<>();
      for (String each : row.group(3).split(", ", -1)) {
        versions.add(each.matches("\\d+") ? Integer.parseInt(each) : 1);
      }
      return new Row(row.group(1), row.group(2), versions);
    }

    List<String> files() {
      return FILES.getOrDefault(format, List.of(format));
    }
  }

  @Test
  void rows_all_haveASection() {
    Set<String> sections =
        SECTION
            .matcher(page())
            .results()
            .map(match -> match.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .collect(Collectors.toSet());
    assertThat(rows()).hasSizeGreaterThan(15);
    assertThat(rows()).allSatisfy(row -> assertThat(sections).contains(row.section()));
  }

  @Test
  void rows_all_haveAGoldenFilePerVersionAndNoOtherIsThere() {
    Set<String> expected = new TreeSet<>(Set.of(MIX.replaceAll("\\.\\w+$", "")));
    for (Row row : rows()) {
      if (!ON_THE_PAGE.contains(row.format())) {
        String first = row.files().get(0);
        row.versions().forEach(version -> expected.add(first + ".v" + version));
        int newest = Collections.max(row.versions());
        row.files().forEach(file -> expected.add(file + ".v" + newest));
      }
    }
    Set<String> found =
        goldenFiles().stream().map(f -> f.replaceAll("\\.\\w+$", "")).collect(Collectors.toSet());
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void goldenFiles_all_areTested() {
    String tests = sources(CHECKOUT, path -> path.endsWith("Test.java"));
    assertThat(goldenFiles()).allSatisfy(file -> assertThat(tests).contains(file));
  }

  @Test
  void writersOfItems_all_areNamedInASection() {
    List<String> code =
        Pattern.compile("(?s)Code:(.*?)(?:\n\n|\\.\n)")
            .matcher(page())
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(writers()).hasSizeGreaterThan(10);
    assertThat(writers())
        .allSatisfy(
            writer ->
                assertThat(code).anySatisfy(it -> assertThat(it).contains("`" + writer + "`")));
  }

  @Test
  void readersOfItems_all_readTheVersionsOfTheirRow() {
    Map<String, Set<Integer>> read = new TreeMap<>();
    for (String writer : writers()) {
      Matcher newest = NEWEST.matcher(source(writer));
      while (newest.find()) {
        int most = Integer.parseInt(newest.group(1));
        read.put(
            writer,
            Stream.iterate(1, v -> v <= most, v -> v + 1)
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    assertThat(read).hasSizeGreaterThan(8);
    read.forEach((writer, versions) -> assertThat(rowsOf(writer)).as(writer).contains(versions));
  }

  /** The versions of the rows whose section names a class. */
  private static List<Set<Integer>> rowsOf(String writer) {
    List<Set<Integer>> versions = new ArrayList<>();
    for (Row row : rows()) {
      String heading = "# " + row.format().replace("`", "") + "\n";
      int from = page().indexOf(heading);
      int to = page().indexOf("\n##", from + 1);
      if (from >= 0 && page().substring(from, to).contains("`" + writer + "`")) {
        versions.add(row.versions());
      }
    }
    return versions;
  }

  /** The classes that make items. */
  private static Set<String> writers() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.trueup.store");
    Set<String> writers = new TreeSet<>();
    classes.forEach(
        type -> {
          Stream<JavaMethodCall> calls = type.getMethodCallsFromSelf().stream();
          boolean makes =
              calls.anyMatch(it -> isItem(it.getTargetOwner().getName(), it.getName()))
                  || type.getConstructorCallsFromSelf().stream()
                      .anyMatch(it -> it.getTargetOwner().isEquivalentTo(Item.class));
          if (makes) {
            writers.add(type.getSimpleName());
          }
        });
    return writers;
  }

  private static boolean isItem(String owner, String method) {
    return owner.equals(Item.class.getName()) && method.equals("of");
  }

  private static List<Row> rows() {
    return ROW.matcher(page()).results().map(Row::of).toList();
  }

  private static Set<String> goldenFiles() {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      Set<String> names =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      assertThat(names).allMatch(name -> FILE.matcher(name).matches());
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("list golden files", e);
    }
  }

  private static String source(String type) {
    return read(Path.of("src/main/java/io/trueup/store", type + ".java"));
  }

  private static String page() {
    return read(CHECKOUT.resolve("docs/formats.md"));
  }

  private static String sources(Path folder, Predicate<String> wanted) {
    StringBuilder all = new StringBuilder();
    for (String module : List.of("shared-model", "batch-jobs")) {
      try (Stream<Path> files = Files.walk(folder.resolve(module).resolve("src/test/java"))) {
        files.filter(path -> wanted.test(path.toString())).forEach(path -> all.append(read(path)));
      } catch (IOException e) {
        throw new UncheckedIOException("walk " + module, e);
      }
    }
    return all.toString();
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + path, e);
    }
  }
}
