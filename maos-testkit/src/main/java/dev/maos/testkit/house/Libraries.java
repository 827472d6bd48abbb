package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who sees the code of others. What belongs to the JDK and the marks for nulls are everybody's. */
final class Libraries {
  private static final String MARKS = "org.jspecify.annotations";
  private static final Set<String> JDK =
      ModuleFinder.ofSystem().findAll().stream()
          .flatMap(module -> module.descriptor().packages().stream())
          .collect(Collectors.toUnmodifiableSet());

  private final JavaClasses classes;
  private final List<Library> libraries;

  Libraries(JavaClasses classes, List<Library> libraries) {
    this.classes = classes;
    this.libraries = libraries;
  }

  /** Uses of libraries where the plan does not have them. */
  List<String> faults() {
    return uses()
        .filter(use -> isForeign(target(use)) && !isPlanned(use))
        .map(Dependency::getDescription)
        .sorted()
        .toList();
  }

  /** A place that does not use its library any more loses it. */
  List<String> unused() {
    return libraries.stream()
        .flatMap(library ->
            library.places().stream()
                .filter(place -> !isUsed(library, place))
                .map(place -> place + " does not need " + library.name()))
        .toList();
  }

  private Stream<Dependency> uses() {
    return classes.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  private boolean isPlanned(Dependency use) {
    return libraries.stream()
        .anyMatch(library -> library.contains(target(use)) && library.maySee(use.getOriginClass()));
  }

  private boolean isUsed(Library library, Place place) {
    return uses()
        .anyMatch(use -> place.holds(use.getOriginClass()) && library.contains(target(use)));
  }

  private boolean isForeign(JavaClass type) {
    return !type.isPrimitive()
        && !House.isOurs(classes, type)
        && !JDK.contains(type.getPackageName())
        && !type.getPackageName().equals(MARKS)
        && !Loggers.isForLogging(type);
  }

  private static JavaClass target(Dependency use) {
    return use.getTargetClass().getBaseComponentType();
  }
}
