package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;

/** That loggers are there for logging: each class has its own, and nobody hands one on. */
final class Loggers {
  private static final String LOGGER = "org.slf4j.Logger";
  private static final Set<String> FOR_LOGGING =
      Set.of(LOGGER, "org.slf4j.LoggerFactory", "org.slf4j.spi.LoggingEventBuilder");
  private static final Set<JavaModifier> OWN =
      Set.of(JavaModifier.PRIVATE, JavaModifier.STATIC, JavaModifier.FINAL);

  private Loggers() {}

  /** Whether everybody may see it. */
  static boolean isForLogging(JavaClass type) {
    return FOR_LOGGING.contains(type.getName());
  }

  static List<String> faults(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getMembers().stream())
        .filter(Loggers::isShared)
        .map(member -> member.getFullName() + " shares a logger")
        .sorted()
        .toList();
  }

  private static boolean isShared(JavaMember member) {
    return member instanceof JavaField field
        ? field.getRawType().getName().equals(LOGGER) && !field.getModifiers().containsAll(OWN)
        : member.getAllInvolvedRawTypes().stream().anyMatch(type -> type.getName().equals(LOGGER));
  }
}
