package dev.maos.testkit.house.planted.habit;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;

public final class BreaksIn {
  public boolean open(Field field) throws IllegalAccessException {
    field.setAccessible(true);
    var _ = MethodHandles.privateLookupIn(String.class, MethodHandles.lookup());
    return field.trySetAccessible();
  }
}
