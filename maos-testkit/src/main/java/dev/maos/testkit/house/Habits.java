package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;

/** Who does what only named places may do. */
final class Habits {
  private final JavaClasses classes;
  private final List<Permission> permissions;

  Habits(JavaClasses classes, List<Permission> permissions) {
    this.classes = classes;
    this.permissions = permissions;
  }

  List<String> faults(Habit habit) {
    return classes.stream()
        .filter(type -> !isAllowed(habit, type))
        .flatMap(type -> shown(habit, type))
        .map(JavaAccess::getDescription)
        .sorted()
        .toList();
  }

  /** A permission that nobody uses any more is taken back. */
  List<String> unused() {
    return permissions.stream()
        .filter(permission -> !isUsed(permission))
        .map(permission -> "nobody needs the permission " + permission)
        .toList();
  }

  private boolean isAllowed(Habit habit, JavaClass type) {
    return permissions.stream()
        .anyMatch(permission -> permission.habit() == habit && permission.place().holds(type));
  }

  private boolean isUsed(Permission permission) {
    return classes.stream()
        .filter(permission.place()::holds)
        .flatMap(type -> shown(permission.habit(), type))
        .findAny()
        .isPresent();
  }

  private static Stream<JavaAccess<?>> shown(Habit habit, JavaClass type) {
    return type.getAccessesFromSelf().stream().filter(habit::shows);
  }
}
