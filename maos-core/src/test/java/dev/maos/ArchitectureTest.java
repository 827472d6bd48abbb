package dev.maos;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.maos.base.SystemTime;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shape of the core, held by a test. There is no list of exemptions. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
          .importPath(Path.of("target", "classes"));

  // Reads down the page: each package may import those named with it, and nothing else of ours.
  @Test
  void dependenciesRunOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .ensureAllClassesAreContainedInArchitecture()
        .layer("door")
        .definedBy("dev.maos")
        .layer("memory")
        .definedBy("dev.maos.memory..")
        .layer("backend")
        .definedBy("dev.maos.backend..")
        .layer("message")
        .definedBy("dev.maos.message..")
        .layer("event")
        .definedBy("dev.maos.event..")
        .layer("consensus")
        .definedBy("dev.maos.consensus", "dev.maos.consensus.resolution..")
        .layer("byzantine")
        .definedBy("dev.maos.consensus.byzantine..")
        .layer("registry")
        .definedBy("dev.maos.registry..")
        .layer("resilience")
        .definedBy("dev.maos.resilience..")
        .layer("monitor")
        .definedBy("dev.maos.monitor..")
        .layer("base")
        .definedBy("dev.maos.base..")
        .whereLayer("door")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("memory")
        .mayOnlyAccessLayers(
            "backend", "message", "event", "consensus", "registry", "resilience", "monitor", "base")
        .whereLayer("backend")
        .mayOnlyAccessLayers(
            "message", "event", "consensus", "registry", "resilience", "monitor", "base")
        .whereLayer("message")
        .mayOnlyAccessLayers("resilience", "monitor", "base")
        .whereLayer("event")
        .mayOnlyAccessLayers("resilience", "monitor", "base")
        .whereLayer("consensus")
        .mayOnlyAccessLayers("resilience", "monitor", "base")
        .whereLayer("byzantine")
        .mayOnlyAccessLayers("consensus", "resilience", "monitor", "base")
        .whereLayer("registry")
        .mayOnlyAccessLayers("resilience", "monitor", "base")
        .whereLayer("resilience")
        .mayOnlyAccessLayers("monitor", "base")
        .whereLayer("monitor")
        .mayOnlyAccessLayers("base")
        .whereLayer("base")
        .mayNotAccessAnyLayer()
        .check(CORE);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("dev.maos.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void eachLibraryIsSeenByOnePlace() {
    onlySees("dev\\.maos\\.base\\.StrictJson", "tools.jackson..", "com.fasterxml..");
    onlySees("dev\\.maos\\.base\\.IdSource", "com.github.f4b6a3..");
    onlySees("dev\\.maos\\.monitor\\.LatencyHistogram", "org.HdrHistogram..");
    onlySees("dev\\.maos\\.resilience\\.BreakerWindow", "io.github.resilience4j..");
  }

  @Test
  void onlySystemTimeReadsTheClockOrSleeps() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(SystemTime.class.getName())
        .should(accessTargetWhere(describe("it is the system's time", ArchitectureTest::isTime)))
        .check(CORE);
  }

  @Test
  void chanceComesInFromOutside() {
    noClasses()
        .should()
        .dependOnClassesThat(belongToAnyOf(java.util.Random.class))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .check(CORE);
  }

  @Test
  void everyNameSaysWhatTheThingIs() {
    noClasses().should().haveNameMatching(".*(Manager|Utils?|Helper|Impl)(\\$.*)?").check(CORE);
  }

  @Test
  void theCheckSeesTheWholeCore() {
    assertThat(CORE.contain(SystemTime.class)).isTrue();
    assertThat(CORE).allMatch(type -> type.getPackageName().startsWith("dev.maos"));
  }

  private static void onlySees(String place, String... library) {
    noClasses()
        .that(areNotInside(place))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(CORE);
  }

  private static DescribedPredicate<JavaClass> areNotInside(String place) {
    var inside = Pattern.compile(place + "(\\$.*)?");
    return describe("are not inside " + place, type -> !inside.matcher(type.getName()).matches());
  }

  private static boolean isTime(JavaAccess<?> access) {
    var owner = access.getTargetOwner().getName();
    var name = access.getTarget().getName();
    return switch (owner) {
      case "java.lang.System" -> Set.of("currentTimeMillis", "nanoTime").contains(name);
      case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> name.equals("sleep");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      default -> owner.startsWith("java.time.") && name.equals("now");
    };
  }
}
