package io.trueup.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What compiling a CEL expression comes to: a condition, or what is wrong with it. */
record CelCompilation(Optional<Condition> condition, List<Flaw> flaws) {

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(1_000)
          .maxExpressionCodePointSize(10_000)
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");

  /** Something wrong in an expression, and the name that is in it and unknown, if that is it. */
  record Flaw(String found, Optional<String> unknown) {}

  static CelCompilation of(String text, List<Field> fields) {
    try {
      CelAbstractSyntaxTree tree = compiler(fields).compile(text).getAst();
      List<Field> used = used(tree, fields);
      List<Flaw> decimals = decimals(used);
      if (!decimals.isEmpty()) {
        return new CelCompilation(Optional.empty(), decimals);
      }
      Map<String, Field> byPath = new HashMap<>();
      used.forEach(field -> byPath.put(field.path(), field));
      Condition condition = new CelCondition(text, RUNTIME.createProgram(tree), byPath);
      return new CelCompilation(Optional.of(condition), List.of());
    } catch (CelValidationException e) {
      List<Flaw> flaws = new ArrayList<>();
      e.getErrors().forEach(issue -> flaws.add(flaw(issue)));
      return new CelCompilation(Optional.empty(), flaws);
    } catch (CelEvaluationException e) {
      Flaw flaw = new Flaw(String.valueOf(e.getMessage()), Optional.empty());
      return new CelCompilation(Optional.empty(), List.of(flaw));
    }
  }

  private static CelCompiler compiler(List<Field> fields) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    fields.forEach(field -> builder.addVar(field.path(), type(field)));
    return builder.build();
  }

  private static CelType type(Field field) {
    CelType type =
        switch (field.kind()) {
          case BOOLEAN -> SimpleType.BOOL;
          case LONG -> SimpleType.INT;
          case DOUBLE -> SimpleType.DOUBLE;
          case STRING -> SimpleType.STRING;
          case TIME -> SimpleType.TIMESTAMP;
          // So that an expression compiles, and then is refused for what it is.
          case DECIMAL -> SimpleType.DYN;
        };
    return field.nullable() && type != SimpleType.DYN ? NullableType.create(type) : type;
  }

  private static List<Field> used(CelAbstractSyntaxTree tree, List<Field> fields) {
    Set<String> names =
        tree.getReferenceMap().values().stream()
            .map(reference -> reference.name())
            .collect(Collectors.toSet());
    return fields.stream().filter(field -> names.contains(field.path())).toList();
  }

  private static List<Flaw> decimals(List<Field> used) {
    return used.stream()
        .filter(field -> field.kind() == Kind.DECIMAL)
        .map(
            field ->
                new Flaw(
                    "'%s' is a decimal, and this version compares none".formatted(field.path()),
                    Optional.empty()))
        .toList();
  }

  private static Flaw flaw(CelIssue issue) {
    String message = issue.getMessage().lines().findFirst().orElse("");
    Matcher undeclared = UNDECLARED.matcher(message);
    return new Flaw(
        "column %d: %s".formatted(issue.getSourceLocation().getColumn() + 1, message),
        undeclared.find() ? Optional.of(undeclared.group(1)) : Optional.empty());
  }
}
