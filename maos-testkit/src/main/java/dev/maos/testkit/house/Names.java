package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.regex.Pattern;

/** That no class has a name that would fit any other. */
final class Names {
  private static final Pattern EMPTY = Pattern.compile(".*(Manager|Utils?|Helper|Impl)(\\$.*)?");

  private Names() {}

  static List<String> faults(JavaClasses classes) {
    return classes.stream()
        .map(JavaClass::getName)
        .filter(name -> EMPTY.matcher(name).matches())
        .map(name -> name + " does not say what it is")
        .sorted()
        .toList();
  }
}
