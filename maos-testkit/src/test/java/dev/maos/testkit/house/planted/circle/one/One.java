package dev.maos.testkit.house.planted.circle.one;

import dev.maos.testkit.house.planted.circle.two.Two;

public record One(Two two) {}
