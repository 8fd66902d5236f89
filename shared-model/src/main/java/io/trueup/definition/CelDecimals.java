package io.trueup.definition;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What CEL learns of decimals: {@code decimal('1.5')}, and exact comparisons, sums, differences and
 * products of decimals with each other and with whole numbers. There is none with doubles, whose
 * 0.1 is not a tenth.
 */
final class CelDecimals implements CelCompilerLibrary, CelRuntimeLibrary {

  static final CelType TYPE = OpaqueType.create("decimal");

  /** The function that makes a decimal of a text. */
  static final String FUNCTION = "decimal";

  private static final Pattern FORM = Pattern.compile("-?[0-9]{1,100}(\\.[0-9]{1,100})?");
  private static final Operand DECIMAL = new Operand("decimal", TYPE, Value.class);
  private static final Operand WHOLE = new Operand("int64", SimpleType.INT, Long.class);

  private final List<CelFunctionDecl> declarations = new ArrayList<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  /** A decimal in CEL, equal to another of the same number whatever their scales. */
  record Value(BigDecimal number) {
    Value {
      number = number.stripTrailingZeros();
    }
  }

  private record Operand(String name, CelType type, Class<?> of) {}

  CelDecimals() {
    declarations.add(
        CelFunctionDecl.newFunctionDeclaration(
            FUNCTION, CelOverloadDecl.newGlobalOverload("to_decimal", TYPE, SimpleType.STRING)));
    bindings.add(CelFunctionBinding.from("to_decimal", String.class, CelDecimals::parse));
    ordered("_<_", "less", args -> order(args) < 0);
    ordered("_<=_", "less_equals", args -> order(args) <= 0);
    ordered("_>_", "greater", args -> order(args) > 0);
    ordered("_>=_", "greater_equals", args -> order(args) >= 0);
    compared("_==_", "equals", args -> number(args[0]).equals(number(args[1])));
    compared("_!=_", "not_equals", args -> !number(args[0]).equals(number(args[1])));
    computed("_+_", "add", args -> new Value(exact(args[0]).add(exact(args[1]))));
    computed("_-_", "subtract", args -> new Value(exact(args[0]).subtract(exact(args[1]))));
    computed("_*_", "multiply", args -> new Value(exact(args[0]).multiply(exact(args[1]))));
  }

  /** Whether a text is a number that {@code decimal} takes. */
  static boolean isNumber(String text) {
    return FORM.matcher(text).matches();
  }

  private static Value parse(String text) {
    if (!isNumber(text)) {
      throw new IllegalArgumentException(
          "decimal('%s'), expected digits and at most one point".formatted(text));
    }
    return new Value(new BigDecimal(text));
  }

  private void ordered(String function, String id, CelFunctionOverload compare) {
    add(function, id, SimpleType.BOOL, DECIMAL, DECIMAL, compare);
    add(function, id, SimpleType.BOOL, DECIMAL, WHOLE, compare);
    add(function, id, SimpleType.BOOL, WHOLE, DECIMAL, compare);
  }

  /** Two decimals CEL compares by itself. Any value is taken, since null equals no number. */
  private void compared(String function, String id, CelFunctionOverload compare) {
    Operand any = new Operand("decimal", TYPE, Object.class);
    add(function, id, SimpleType.BOOL, any, WHOLE, compare);
    add(function, id, SimpleType.BOOL, WHOLE, any, compare);
  }

  private void computed(String function, String id, CelFunctionOverload compute) {
    add(function, id, TYPE, DECIMAL, DECIMAL, compute);
    add(function, id, TYPE, DECIMAL, WHOLE, compute);
    add(function, id, TYPE, WHOLE, DECIMAL, compute);
  }

  private void add(
      String function,
      String id,
      CelType result,
      Operand one,
      Operand other,
      CelFunctionOverload compute) {
    String overload = "%s_%s_%s".formatted(id, one.name(), other.name());
    declarations.add(
        CelFunctionDecl.newFunctionDeclaration(
            function,
            CelOverloadDecl.newGlobalOverload(overload, result, one.type(), other.type())));
    bindings.add(CelFunctionBinding.from(overload, List.of(one.of(), other.of()), compute));
  }

  private static int order(Object[] args) {
    return exact(args[0]).compareTo(exact(args[1]));
  }

  private static Object number(Object value) {
    return value instanceof Long whole ? new Value(BigDecimal.valueOf(whole)) : value;
  }

  private static BigDecimal exact(Object value) {
    return ((Value) number(value)).number();
  }

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(declarations);
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    runtime.addFunctionBindings(bindings);
  }
}
