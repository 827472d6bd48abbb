package dev.maos.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every module keeps to, one test for each rule.
 *
 * <p>A module's test extends this and says what its plan is. Make the house once: to read all its
 * classes takes a second.
 *
 * <p>
 *
 * {@snippet :
 * class ArchitectureTest extends HouseContract {
 *   private static final House HOUSE =
 *       House.of(JdbcInbox.class).room("dev.maos.jdbc", "dev.maos.base", "dev.maos.message");
 *
 *   @Override
 *   protected House house() {
 *     return HOUSE;
 *   }
 * }
 * }
 */
public abstract class HouseContract {

  /** The module and its plan. */
  protected abstract House house();

  @Test
  void packagesFormNoCircle() {
    assertThat(house().rooms().circles()).isEmpty();
  }

  @Test
  void everyPackageIsInThePlan() {
    assertThat(house().rooms().unplanned()).isEmpty();
  }

  @Test
  void dependenciesRunOneWay() {
    assertThat(house().rooms().trespasses()).isEmpty();
  }

  @Test
  void eachLibraryIsSeenWhereThePlanHasIt() {
    assertThat(house().libraries().faults()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void onlyNamedPlacesHaveTheHabit(Habit habit) {
    assertThat(house().habits().faults(habit)).isEmpty();
  }

  @Test
  void loggersAreForLogging() {
    assertThat(Loggers.faults(house().classes())).isEmpty();
  }

  @Test
  void everyNameSaysWhatTheThingIs() {
    assertThat(Names.faults(house().classes())).isEmpty();
  }

  @Test
  void everyPermissionIsNeeded() {
    assertThat(house().habits().unused()).isEmpty();
    assertThat(house().libraries().unused()).isEmpty();
  }
}
