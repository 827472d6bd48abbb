package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/**
 * Code of others, and who may see it.
 *
 * @param name the package that it lives in or below
 * @param places that may see it
 */
record Library(String name, List<Place> places) {
  Library {
    places = List.copyOf(places);
  }

  boolean contains(JavaClass type) {
    return (type.getPackageName() + ".").startsWith(name + ".");
  }

  boolean maySee(JavaClass type) {
    return places.stream().anyMatch(place -> place.holds(type));
  }
}
