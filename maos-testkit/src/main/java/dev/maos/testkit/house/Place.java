package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.JavaClass;

/**
 * Somewhere in a module: a package without those below it, or a class with what is inside it.
 *
 * @param name of the package or the class, in full
 */
record Place(String name) {

  boolean holds(JavaClass type) {
    return type.getPackageName().equals(name)
        || type.getName().equals(name)
        || type.getName().startsWith(name + "$");
  }

  @Override
  public String toString() {
    return name;
  }
}
