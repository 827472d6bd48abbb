package dev.maos.testkit.house.planted.circle.two;

import dev.maos.testkit.house.planted.circle.one.One;
import java.util.List;

public record Two(List<One> ones) {}
