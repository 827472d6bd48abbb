package dev.maos.testkit.house.planted.habit;

import java.io.IOException;

public final class Prints {
  public void print(IOException error) {
    System.out.println("printed");
    System.err.println("printed");
    error.printStackTrace();
  }
}
