package dev.maos.testkit.house;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.AccessibleObject;
import java.util.Set;

/** What code does not do, because it is given from outside or is not its business. */
public enum Habit {
  /** Reads the time of day. */
  CLOCK,
  /** Measures how long something takes, with {@code System.nanoTime}. */
  STOPWATCH,
  /** Sleeps for a time. */
  SLEEP,
  /** Takes chance from nowhere, so that no seed can repeat it. */
  CHANCE,
  /** Prints to the standard streams. */
  PRINT,
  /** Goes around the visibility that others have given to their code. */
  BREAK_IN;

  boolean shows(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    var name = access.getTarget().getName();
    return switch (this) {
      case CLOCK -> isClock(owner.getName(), name);
      case STOPWATCH -> owner.isEquivalentTo(System.class) && name.equals("nanoTime");
      case SLEEP -> name.equals("sleep") && isOneOf(owner, SLEEPERS);
      case CHANCE -> isChance(owner.getName(), name);
      case PRINT -> isPrint(access, name);
      case BREAK_IN -> isBreakIn(owner, name);
    };
  }

  private static final Set<String> SLEEPERS =
      Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit");
  private static final Set<String> DICE =
      Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom");
  private static final Set<String> THROWS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.StrictMath.random",
          "java.util.UUID.randomUUID",
          "java.util.random.RandomGenerator.getDefault");

  private static boolean isClock(String owner, String name) {
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      default -> owner.startsWith("java.time.") && name.equals("now");
    };
  }

  private static boolean isChance(String owner, String name) {
    return DICE.contains(owner) || THROWS.contains(owner + "." + name);
  }

  private static boolean isPrint(JavaAccess<?> access, String name) {
    return access.getTargetOwner().isEquivalentTo(System.class)
        ? name.equals("out") || name.equals("err")
        : name.equals("printStackTrace") && hasNoParameters(access);
  }

  private static boolean hasNoParameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitCallTarget called
        && called.getRawParameterTypes().isEmpty();
  }

  private static boolean isBreakIn(JavaClass owner, String name) {
    return switch (name) {
      case "setAccessible", "trySetAccessible" -> owner.isAssignableTo(AccessibleObject.class);
      case "privateLookupIn" -> owner.getName().equals("java.lang.invoke.MethodHandles");
      default -> owner.getName().equals("sun.misc.Unsafe");
    };
  }

  private static boolean isOneOf(JavaClass owner, Set<String> names) {
    return names.contains(owner.getName());
  }
}
