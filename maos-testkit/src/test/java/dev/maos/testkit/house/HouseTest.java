package dev.maos.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.testkit.house.planted.name.ThingManager;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule finds the offender that was planted for it, and lets its neighbours go. */
class HouseTest {
  private static final String PLANTED = "dev.maos.testkit.house.planted.";
  private static final String INNER = PLANTED + "room.inner";
  private static final String OUTER = PLANTED + "room.outer";
  private static final String HABITS = PLANTED + "habit";
  private static final Map<String, House> HOUSES = new ConcurrentHashMap<>();

  private record Offender(String name, int times) {
    String place() {
      return HABITS + "." + name;
    }
  }

  @Test
  void aCircleOfPackagesIsFound() {
    var circles = planted("circle").rooms().circles();

    assertThat(circles).singleElement().asString().contains("circle.one", "circle.two");
    assertThat(circles.getFirst()).doesNotContain("circle.three");
  }

  @Test
  void packagesInARowAreNoCircle() {
    assertThat(planted("room").rooms().circles()).isEmpty();
  }

  @Test
  void whatThePlanDoesNotLetAPackageSeeIsATrespass() {
    var house = planted("room").room(INNER).room(OUTER, "dev.maos.message");

    assertThat(house.rooms().trespasses())
        .isNotEmpty()
        .allMatch(fault -> fault.contains("Outer"))
        .anyMatch(fault -> fault.contains("Inner"))
        .anyMatch(fault -> fault.contains("dev.maos.base.AgentId"));
  }

  @Test
  void whatThePlanLetsAPackageSeeIsNone() {
    var house = planted("room").room(INNER).room(OUTER, INNER, "dev.maos.base");

    assertThat(house.rooms().trespasses()).isEmpty();
    assertThat(house.rooms().unplanned()).isEmpty();
  }

  @Test
  void aPackageThatOnlyExistsOrIsOnlyPlannedIsFound() {
    var house = planted("room").room(INNER).room("dev.maos.nowhere");

    assertThat(house.rooms().unplanned())
        .containsExactly(OUTER + " is not in the plan", "dev.maos.nowhere is planned and empty");
  }

  @Test
  void aLibraryIsFoundWhereThePlanDoesNotHaveIt() {
    var faults = planted("library").libraries().faults();

    assertThat(faults).anyMatch(fault -> fault.contains("library.Reader"));
    assertThat(faults).anyMatch(fault -> fault.contains("library.Listener"));
    assertThat(faults).allMatch(fault -> fault.contains("org.assertj"));
  }

  @Test
  void aPlaceThatMaySeeALibraryIsOneClassOrOnePackage() {
    var house = planted("library");
    var one = house.library("org.assertj", PLANTED + "library.Reader");
    var all = house.library("org.assertj", PLANTED + "library");
    var none = house.library("org.assert", PLANTED + "library");

    assertThat(one.libraries().faults())
        .isNotEmpty()
        .allMatch(fault -> fault.contains("library.Listener"));
    assertThat(all.libraries().faults()).isEmpty();
    assertThat(none.libraries().faults()).isEqualTo(house.libraries().faults());
  }

  @Test
  void aLibraryThatIsNotSeenAnyMoreIsFound() {
    var house = planted("library").library("org.redis", PLANTED + "library");

    assertThat(house.libraries().unused())
        .containsExactly(PLANTED + "library does not need org.redis");
  }

  @ParameterizedTest
  @EnumSource
  void whoHasAHabitIsFoundAsOftenAsHeShowsIt(Habit habit) {
    var offender = offender(habit);

    assertThat(planted("habit").habits().faults(habit))
        .hasSize(offender.times())
        .allMatch(fault -> fault.contains(offender.place()));
  }

  @ParameterizedTest
  @EnumSource
  void aNamedPlaceMayHaveItsHabitAndNoOther(Habit habit) {
    var place = offender(habit).place();
    var house = planted("habit").allowing(habit, place);

    for (var each : Habit.values()) {
      assertThat(house.habits().faults(each).isEmpty()).isEqualTo(each == habit);
    }
    assertThat(house.habits().unused()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPermissionThatNobodyNeedsIsFound(Habit habit) {
    var house = planted("habit").allowing(habit, HABITS + ".Behaves");

    assertThat(house.habits().unused()).singleElement().asString().contains(habit.name());
  }

  @Test
  void aLoggerThatIsHandedOnIsFound() {
    var faults = Loggers.faults(planted("logger").classes());

    assertThat(faults).hasSize(2).allMatch(fault -> fault.contains("Sharer"));
    assertThat(faults).anyMatch(fault -> fault.contains("OPEN"));
    assertThat(faults).anyMatch(fault -> fault.contains("share()"));
  }

  @Test
  void whatALoggingLibraryDoesBesideLoggingIsFound() {
    assertThat(planted("logger").libraries().faults())
        .isNotEmpty()
        .allMatch(fault -> fault.contains("Sharer") && fault.contains("org.slf4j.MDC"));
  }

  @Test
  void aNameThatFitsEverythingIsFound() {
    var name = ThingManager.class.getName();

    assertThat(Names.faults(planted("name").classes()))
        .hasSize(3)
        .anyMatch(fault -> fault.startsWith(name + " "))
        .anyMatch(fault -> fault.startsWith(name + "$Utils "));
  }

  @Test
  void aClassOfTheJdkHasNoHouse() {
    assertThatThrownBy(() -> House.of(String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void aHouseIsReadFromAJarToo() {
    assertThat(House.of(Test.class).classes().contain(Test.class)).isTrue();
  }

  /** Who was planted for a habit, and how often he shows it. */
  private static Offender offender(Habit habit) {
    return switch (habit) {
      case CLOCK -> new Offender("ReadsClock", 3);
      case STOPWATCH -> new Offender("UsesStopwatch", 1);
      case SLEEP -> new Offender("Sleeps", 2);
      case CHANCE -> new Offender("TakesChance", 7);
      case PRINT -> new Offender("Prints", 3);
      case BREAK_IN -> new Offender("BreaksIn", 3);
    };
  }

  /** The classes that were planted under this name. */
  private static House planted(String name) {
    return HOUSES.computeIfAbsent(name, HouseTest::read);
  }

  private static House read(String name) {
    try {
      var here = Path.of(HouseTest.class.getResource("HouseTest.class").toURI());
      return House.in(here.resolveSibling("planted").resolve(name));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
