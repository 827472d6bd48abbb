package dev.maos.testkit.house.planted.name;

public final class ThingManager {
  public static final class Utils {}

  public static final class Managerial {}
}
