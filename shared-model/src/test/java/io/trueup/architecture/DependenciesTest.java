package io.trueup.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.trueup.aggregate.Aggregator;
import io.trueup.aggregate.Aggregators;
import io.trueup.event.Event;
import java.util.Set;

/** What the shared model may depend on, and its packages on each other. */
@AnalyzeClasses(packages = "io.trueup", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

  /** They name each other: an event has a type, a condition reads an event, a measure adds up. */
  private static final Set<String> MEANING = Set.of("definition", "event", "aggregate");

  @ArchTest
  static final ArchRule MODEL_KNOWS_NO_SURROUNDINGS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "org.apache.spark..",
              "org.apache.hadoop..",
              "scala..",
              "io.trueup.archive..",
              "io.trueup.aws..",
              "io.trueup.batch..",
              "io.trueup.cdk..",
              "io.trueup.demo..",
              "io.trueup.heartbeat..",
              "io.trueup.serving..",
              "io.trueup.speed..",
              "io.trueup.trueup..");

  @ArchTest
  static final ArchRule PACKAGES_DEPEND_DOWNWARDS_ONLY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("time")
          .definedBy("io.trueup.time..")
          .layer("port")
          .definedBy("io.trueup.port..")
          .layer("meaning")
          .definedBy("io.trueup.definition..", "io.trueup.event..", "io.trueup.aggregate..")
          .layer("store")
          .definedBy("io.trueup.store..")
          .layer("consume")
          .definedBy("io.trueup.consume..")
          .layer("merge")
          .definedBy("io.trueup.merge..")
          .layer("replay")
          .definedBy("io.trueup.replay..")
          .layer("notice")
          .definedBy("io.trueup.notice..")
          .whereLayer("time")
          .mayNotAccessAnyLayer()
          .whereLayer("port")
          .mayNotAccessAnyLayer()
          .whereLayer("meaning")
          .mayOnlyAccessLayers("time")
          .whereLayer("store")
          .mayOnlyAccessLayers("time", "port", "meaning")
          .whereLayer("consume")
          .mayOnlyAccessLayers("time", "port", "meaning", "store")
          .whereLayer("merge")
          .mayOnlyAccessLayers("time", "port", "meaning", "store")
          .whereLayer("replay")
          .mayOnlyAccessLayers("time", "port", "meaning", "store", "consume", "merge")
          .whereLayer("notice")
          .mayOnlyAccessLayers("time", "port", "meaning", "store")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                  String name = javaClass.getPackageName().replace("io.trueup.", "");
                  return SliceIdentifier.of(MEANING.contains(name) ? "meaning" : name);
                }

                @Override
                public String getDescription() {
                  return "packages, those of meaning as one";
                }
              })
          .should()
          .beFreeOfCycles();

  /** The one way up from definitions to aggregates: by name, to what a measure needs. */
  @ArchTest
  static final ArchRule DEFINITIONS_KNOW_AGGREGATORS_BY_NAME_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.trueup.definition")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are aggregates beside Aggregator and Aggregators",
                  it ->
                      it.getPackageName().equals("io.trueup.aggregate")
                          && !it.isEquivalentTo(Aggregator.class)
                          && !it.isEquivalentTo(Aggregators.class)));

  @ArchTest
  static final ArchRule DEFINITIONS_KNOW_OF_EVENTS_THE_EVENT_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.trueup.definition")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are of events beside Event",
                  it ->
                      it.getPackageName().equals("io.trueup.event")
                          && !it.isEquivalentTo(Event.class)));

  @ArchTest
  static final ArchRule EVENTS_KNOW_NO_AGGREGATES =
      noClasses()
          .that()
          .resideInAPackage("io.trueup.event")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.trueup.aggregate");

  @ArchTest
  static final ArchRule PORTS_STAND_ON_JAVA_ALONE =
      classes()
          .that()
          .resideInAnyPackage("io.trueup.port", "io.trueup.time")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "io.trueup.port", "io.trueup.time");
}
