package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A module as it was compiled, and the plan that it has to keep.
 *
 * <p>Packages are named in full and without those below them; a place is such a package, or a class
 * with what is inside it. What the plan does not name is not allowed. Immutable and thread-safe.
 *
 * <p>
 *
 * {@snippet :
 * House.of(KafkaBackend.class)
 *     .room("org.example.kafka", "dev.maos.backend", "dev.maos.base", "dev.maos.message")
 *     .library("org.apache.kafka", "org.example.kafka.KafkaBackend");
 * }
 */
public final class House {
  private static final String MAOS = "dev.maos";

  private final JavaClasses classes;
  private final Map<String, Set<String>> rooms;
  private final List<Library> libraries;
  private final List<Permission> permissions;

  private House(
      JavaClasses classes,
      Map<String, Set<String>> rooms,
      List<Library> libraries,
      List<Permission> permissions) {
    this.classes = classes;
    this.rooms = Map.copyOf(rooms);
    this.libraries = List.copyOf(libraries);
    this.permissions = List.copyOf(permissions);
  }

  /**
   * The module that this class is part of: all that lies in the same folder or jar.
   *
   * @throws IllegalArgumentException if it lies in neither, as a class of the JDK does
   */
  public static House of(Class<?> resident) {
    var source = resident.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException("not from a folder or a jar: " + resident);
    }
    try {
      return in(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not from a folder or a jar: " + resident, e);
    }
  }

  /** The classes in a folder or a jar; those that a compiler made up by itself are left out. */
  static House in(Path place) {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
            .withImportOption(House::isWritten)
            .importLocations(List.of(locationOf(place)));
    return new House(classes, Map.of(), List.of(), List.of());
  }

  private static Location locationOf(Path place) {
    return Files.isDirectory(place)
        ? Location.of(place)
        : Location.of(URI.create("jar:" + place.toUri() + "!/"));
  }

  // What JMH generates obeys its own rules.
  private static boolean isWritten(Location location) {
    return !location.contains("/jmh_generated/");
  }

  /** With a package, and all the other packages of ours that it may see. */
  public House room(String name, String... seen) {
    var all = new HashMap<>(rooms);
    all.put(name, Set.of(seen));
    return new House(classes, all, libraries, permissions);
  }

  /** With code of others that lives in or below a package, and the places that may see it. */
  public House library(String name, String... places) {
    var library = new Library(name, Stream.of(places).map(Place::new).toList());
    return new House(classes, rooms, and(libraries, Stream.of(library)), permissions);
  }

  /** With places that may do what others may not. */
  public House allowing(Habit habit, String... places) {
    var more = Stream.of(places).map(place -> new Permission(habit, new Place(place)));
    return new House(classes, rooms, libraries, and(permissions, more));
  }

  /** Whether a class is of this module or of another one of MAOS. */
  static boolean isOurs(JavaClasses home, JavaClass type) {
    return home.contain(type.getName()) || (type.getPackageName() + ".").startsWith(MAOS + ".");
  }

  JavaClasses classes() {
    return classes;
  }

  Rooms rooms() {
    return new Rooms(classes, rooms);
  }

  Libraries libraries() {
    return new Libraries(classes, libraries);
  }

  Habits habits() {
    return new Habits(classes, permissions);
  }

  private static <T> List<T> and(List<T> some, Stream<T> more) {
    return Stream.concat(some.stream(), more).toList();
  }
}
