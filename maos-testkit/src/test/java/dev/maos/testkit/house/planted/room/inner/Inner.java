package dev.maos.testkit.house.planted.room.inner;

public record Inner(String word) {}
