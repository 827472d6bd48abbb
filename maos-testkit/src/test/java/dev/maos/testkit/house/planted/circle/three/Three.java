package dev.maos.testkit.house.planted.circle.three;

import dev.maos.testkit.house.planted.circle.one.One;

public record Three(One one) {}
