package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says what is proven where names what there is. */
class ProvenPageTest {

  private static final Path CHECKOUT = Path.of(System.getProperty("trueup.checkout", ".."));

  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");
  private static final Pattern BREAK = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern RULE = Pattern.compile("(?m)^## (\\d+)\\. ");

  @Test
  void tests_named_areThere() throws IOException {
    Map<String, String> sources = tests();
    List<String> missing = new ArrayList<>();
    List<MatchResult> named = TEST.matcher(page()).results().toList();
    for (MatchResult match : named) {
      String source = sources.getOrDefault(match.group(1), "");
      boolean there =
          Optional.ofNullable(match.group(2))
              .map(method -> source.contains("void " + method + "("))
              .orElse(!source.isEmpty());
      if (!there) {
        missing.add(match.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(missing).isEmpty();
  }

  @Test
  void breaks_named_areThoseThatThereAre() throws IOException {
    List<String> named = BREAK.matcher(page()).results().map(match -> match.group(1)).toList();
    assertThat(named)
        .containsAll(Break.all().stream().map(Break::rule).toList())
        .isSubsetOf(Break.all().stream().map(Break::rule).toList());
  }

  @Test
  void rules_all_haveTheirSection() throws IOException {
    List<Integer> rules =
        RULE.matcher(page()).results().map(match -> Integer.valueOf(match.group(1))).toList();
    assertThat(rules).isEqualTo(IntStream.rangeClosed(0, 13).boxed().toList());
  }

  private static String page() throws IOException {
    return Files.readString(CHECKOUT.resolve("docs/proven.md"));
  }

  /** Sources of the test classes, by simple name; two of one name together. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(CHECKOUT)) {
      for (Path file : files.filter(ProvenPageTest::isTest).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
    return sources;
  }

  private static boolean isTest(Path file) {
    String path = file.toString();
    return path.contains("src/test/java") && path.matches(".*(Test|IT)\\.java");
  }
}
