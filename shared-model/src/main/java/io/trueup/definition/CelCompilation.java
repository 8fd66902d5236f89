package io.trueup.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
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
  private static final CelDecimals DECIMALS = new CelDecimals();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addLibraries(DECIMALS)
          .build();

  /** What only the developers of CEL understand. */
  private static final Pattern REMARK = Pattern.compile(" \\((candidates:|in container) .*");

  private static final Pattern MIXED =
      Pattern.compile("applied to '.*(decimal.*double|double.*decimal)");
  private static final Pattern NULLABLE = Pattern.compile("wrapper\\((\\w+)\\)");
  private static final Pattern PATH = Pattern.compile("\\w+(\\.\\w+)*(?!\\w*\\()");
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");

  /**
   * Something wrong in an expression: the name that is in it and unknown, if that is it; and what
   * is right, if it can be told.
   */
  record Flaw(String found, Optional<String> unknown, Optional<String> right) {}

  static CelCompilation of(String text, List<Field> fields) {
    try {
      CelAbstractSyntaxTree tree = compiler(fields).compile(text).getAst();
      List<Field> used = used(tree, fields);
      List<Flaw> hopeless = hopeless(tree);
      if (!hopeless.isEmpty()) {
        return new CelCompilation(Optional.empty(), hopeless);
      }
      Map<String, Field> byPath = new HashMap<>();
      used.forEach(field -> byPath.put(field.path(), field));
      Condition condition = new CelCondition(text, RUNTIME.createProgram(tree), byPath);
      return new CelCompilation(Optional.of(condition), List.of());
    } catch (CelValidationException e) {
      List<Flaw> flaws = new ArrayList<>();
      e.getErrors().forEach(issue -> flaws.add(flaw(issue, text)));
      return new CelCompilation(Optional.empty(), flaws);
    } catch (CelEvaluationException e) {
      Flaw flaw = new Flaw(String.valueOf(e.getMessage()), Optional.empty(), Optional.empty());
      return new CelCompilation(Optional.empty(), List.of(flaw));
    }
  }

  private static CelCompiler compiler(List<Field> fields) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .addLibraries(DECIMALS)
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
          case DECIMAL -> CelDecimals.TYPE;
        };
    return field.nullable() ? NullableType.create(type) : type;
  }

  private static List<Field> used(CelAbstractSyntaxTree tree, List<Field> fields) {
    Set<String> names =
        tree.getReferenceMap().values().stream()
            .map(reference -> reference.name())
            .collect(Collectors.toSet());
    return fields.stream().filter(field -> names.contains(field.path())).toList();
  }

  /** What the checker lets pass and no event could satisfy. */
  private static List<Flaw> hopeless(CelAbstractSyntaxTree tree) {
    List<Flaw> flaws = new ArrayList<>();
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(it -> it.exprKind().getKind() == ExprKind.Kind.CALL)
        .forEach(
            it -> {
              CelCall call = it.call();
              if (call.function().equals(CelDecimals.FUNCTION)) {
                noNumber(call.args().get(0)).ifPresent(flaws::add);
              } else if (isOpen(tree.getReference(it.id()))) {
                flaws.add(
                    new Flaw(
                        "a comparison of a value that may be of any kind",
                        Optional.empty(),
                        Optional.of("values of a known kind, without dyn()")));
              }
            });
    return flaws;
  }

  /** Whether it would be decided by an event's values how to compare, which CEL then refuses. */
  private static boolean isOpen(Optional<CelReference> reference) {
    return reference.isPresent()
        && reference.get().overloadIds().size() > 1
        && reference.get().overloadIds().stream().anyMatch(id -> id.contains("equals_decimal_"));
  }

  private static Optional<Flaw> noNumber(CelExpr text) {
    if (text.exprKind().getKind() != ExprKind.Kind.CONSTANT
        || CelDecimals.isNumber(text.constant().stringValue())) {
      return Optional.empty();
    }
    return Optional.of(
        new Flaw(
            "decimal('%s')".formatted(text.constant().stringValue()),
            Optional.empty(),
            Optional.of("digits and at most one point, as decimal('-12.50')")));
  }

  private static Flaw flaw(CelIssue issue, String text) {
    String message =
        REMARK.matcher(issue.getMessage().lines().findFirst().orElse("")).replaceAll("");
    message = NULLABLE.matcher(message).replaceAll("$1 or null");
    Optional<String> unknown = Optional.empty();
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.find()) {
      unknown = Optional.of(path(undeclared.group(1), issue.getSourceLocation(), text));
      message =
          undeclared.replaceFirst(
              Matcher.quoteReplacement("undeclared reference to '%s'".formatted(unknown.get())));
    }
    return new Flaw(
        "column %d: %s".formatted(issue.getSourceLocation().getColumn() + 1, message),
        unknown,
        MIXED.matcher(message).find()
            ? Optional.of(
                "decimals beside decimals or whole numbers alone: write decimal('1.5') for 1.5")
            : Optional.empty());
  }

  /** The path that a name begins: CEL says that {@code item} is unknown in {@code item.catgory}. */
  private static String path(String name, CelSourceLocation place, String text) {
    String line = text.lines().skip(place.getLine() - 1L).findFirst().orElse("");
    Matcher path = PATH.matcher(line.substring(Math.min(place.getColumn(), line.length())));
    return path.lookingAt() && path.group().startsWith(name + ".") ? path.group() : name;
  }
}
