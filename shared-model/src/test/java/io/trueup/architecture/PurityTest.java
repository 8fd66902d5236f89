package io.trueup.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Rule 0: what counts, and how, depends on no clock and no chance. */
@AnalyzeClasses(packages = "io.trueup", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

  private static final Set<String> NOWS =
      Set.of(
          Instant.class.getName(),
          LocalDate.class.getName(),
          LocalDateTime.class.getName(),
          OffsetDateTime.class.getName(),
          ZonedDateTime.class.getName());

  private static final DescribedPredicate<AccessTarget> IMPURE =
      DescribedPredicate.describe(
          "reads a clock or draws lots",
          it -> {
            String owner = it.getOwner().getName();
            String name = it.getName();
            return (owner.equals(Clock.class.getName())
                    && (name.startsWith("system") || name.startsWith("tick")))
                || (NOWS.contains(owner) && name.equals("now"))
                || (owner.equals(System.class.getName())
                    && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                || (owner.equals(UUID.class.getName()) && name.equals("randomUUID"))
                || (owner.equals(Math.class.getName()) && name.equals("random"))
                || owner.equals(Random.class.getName())
                || owner.startsWith("java.util.concurrent.ThreadLocalRandom");
          });

  @ArchTest static final ArchRule NOTHING_READS_A_CLOCK = rule();

  private static ArchRule rule() {
    return noClasses().should().accessTargetWhere(target(IMPURE));
  }

  @Test
  void rule_classThatReadsTheClock_isFound() {
    Assertions.assertThat(
            rule()
                .evaluate(new ClassFileImporter().importClasses(Impure.class))
                .getFailureReport()
                .getDetails())
        .hasSize(3);
  }

  static final class Impure {
    static long now() {
      return Clock.systemUTC().millis() + Instant.now().toEpochMilli() + System.nanoTime();
    }
  }
}
