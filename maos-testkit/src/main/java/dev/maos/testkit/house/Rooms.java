package dev.maos.testkit.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages of a module: who sees whom. */
final class Rooms {
  private final JavaClasses classes;
  private final Map<String, Set<String>> plan;

  /**
   * Knows a module.
   *
   * @param plan for each package those that it may see
   */
  Rooms(JavaClasses classes, Map<String, Set<String>> plan) {
    this.classes = classes;
    this.plan = plan;
  }

  /** Circles of packages that see each other. */
  List<String> circles() {
    return slices()
        .assignedFrom(new EachPackage())
        .should()
        .beFreeOfCycles()
        .evaluate(classes)
        .getFailureReport()
        .getDetails();
  }

  /** Packages that are not in the plan, and those that are only there. */
  List<String> unplanned() {
    var real = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    return Stream.concat(
            without(real, plan.keySet()).map(name -> name + " is not in the plan"),
            without(plan.keySet(), real).map(name -> name + " is planned and empty"))
        .toList();
  }

  /** Uses of packages of ours that the plan does not allow. */
  List<String> trespasses() {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(this::isTrespass)
        .map(Dependency::getDescription)
        .sorted()
        .toList();
  }

  private boolean isTrespass(Dependency use) {
    var from = use.getOriginClass().getPackageName();
    var to = use.getTargetClass().getBaseComponentType();
    return House.isOurs(classes, to)
        && !to.getPackageName().equals(from)
        && !plan.getOrDefault(from, Set.of()).contains(to.getPackageName());
  }

  private static Stream<String> without(Set<String> all, Set<String> known) {
    var rest = new TreeSet<>(all);
    rest.removeAll(known);
    return rest.stream();
  }

  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
