package io.trueup.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a YAML file: its node, path and line (that of its name, if it has one). What is asked
 * of it and is not so becomes a problem, and the answer is then empty. A value's text is taken as
 * written ({@code on} is no boolean).
 */
final class YamlCursor {

  private final Node node;
  private final int line;
  private final String path;
  private final Problems problems;

  private YamlCursor(Node node, int line, String path, Problems problems) {
    this.node = node;
    this.line = line;
    this.path = path;
    this.problems = problems;
  }

  static YamlCursor root(Node root, Problems problems) {
    return new YamlCursor(root, line(root), "", problems);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  void problem(String found, String expected) {
    problem(found, expected, Optional.empty());
  }

  void problem(String found, String expected, Optional<String> hint) {
    problems.add(line, path, found, expected, hint);
  }

  /** A problem with a name that is none of those known. */
  void unknown(String found, String wrong, Collection<String> known) {
    problem(found, Words.oneOf(known), NearestName.of(wrong, known));
  }

  /** A single value's text. */
  Optional<String> text() {
    if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    problem(describe(), "a text");
    return Optional.empty();
  }

  /** A single value that {@code parse} takes; what it throws becomes a problem. */
  <T> Optional<T> parsed(Function<String, T> parse, String expected) {
    Optional<String> text = text();
    try {
      return text.map(parse);
    } catch (IllegalArgumentException | ArithmeticException e) {
      problem("'%s'".formatted(text.orElse("")), expected);
      return Optional.empty();
    }
  }

  /** The members of a mapping whose names the file's format gives; others are problems. */
  Members members(List<String> known) {
    Map<String, YamlCursor> entries = entries();
    entries.forEach(
        (name, member) -> {
          if (!known.contains(name)) {
            member.unknown("no member '%s' is known".formatted(name), name, known);
          }
        });
    return new Members(this, entries);
  }

  /** The entries of a mapping whose names the user gives; a name that stands twice is a problem. */
  Map<String, YamlCursor> entries() {
    Map<String, YamlCursor> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem(describe(), "a mapping of names to values");
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String name =
          tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : Words.NOT_A_NAME;
      String inner = path.isEmpty() ? name : path + "." + name;
      YamlCursor entry =
          new YamlCursor(tuple.getValueNode(), line(tuple.getKeyNode()), inner, problems);
      if (entries.putIfAbsent(name, entry) != null) {
        entry.problem("'%s' stands twice".formatted(name), "each name once");
      }
    }
    return entries;
  }

  /** The items of a list. */
  Optional<List<YamlCursor>> items() {
    if (!(node instanceof SequenceNode sequence)) {
      problem(describe(), "a list");
      return Optional.empty();
    }
    List<YamlCursor> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlCursor(item, line(item), "%s[%d]".formatted(path, items.size()), problems));
    }
    return Optional.of(items);
  }

  private String describe() {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    return node.getTag().equals(Tag.NULL)
        ? "nothing"
        : "'%s'".formatted(((ScalarNode) node).getValue());
  }

  /** The members of one mapping. */
  record Members(YamlCursor owner, Map<String, YamlCursor> entries) {

    Optional<YamlCursor> optional(String name) {
      return Optional.ofNullable(entries.get(name));
    }

    /** A member that must be there. */
    Optional<YamlCursor> required(String name) {
      Optional<YamlCursor> member = optional(name);
      if (member.isEmpty() && owner.node instanceof MappingNode) {
        String inner = owner.path.isEmpty() ? name : owner.path + "." + name;
        owner.problems.add(owner.line, inner, "missing", "a value", Optional.empty());
      }
      return member;
    }
  }
}
