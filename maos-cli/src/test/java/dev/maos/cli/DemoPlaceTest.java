package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.BusOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPlaceTest {
  @ParameterizedTest
  @CsvSource({
    "redis://host, redis://host?namespace=demo",
    "redis://host:1/2?timeout=1s, redis://host:1/2?timeout=1s&namespace=demo",
    "redis://host?namespace=mine, redis://host?namespace=demo",
    "redis://host?namespace=mine&timeout=1s, redis://host?timeout=1s&namespace=demo",
    "redis://host?timeout=1s&namespace=mine, redis://host?timeout=1s&namespace=demo",
    "redis://host?a=1&namespace=mine&b=2, redis://host?a=1&b=2&namespace=demo",
    "redis://host?, redis://host?namespace=demo",
  })
  void theNamespaceTakesThePlaceOfAnother(String given, String inside) {
    assertThat(DemoPlace.inNamespace(given, "demo")).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({
    "redis://host?namespace=a, redis://host?namespace=a&timeout=10s",
    "redis://host?timeout=1s&namespace=a, redis://host?timeout=1s&namespace=a",
    "redis://host?replicas=1&timeout=1s&namespace=a, redis://host?replicas=1&timeout=1s&namespace=a",
  })
  void thereIsMoreTimeUnlessItIsSaidHowMuch(String given, String patient) {
    assertThat(DemoPlace.patient(given)).isEqualTo(patient);
  }

  @Test
  void theMemoryOfThisProcessHasNoNamespace() {
    try (var place = DemoPlace.open("memory:", BusOptions.defaults(), Optional.empty())) {
      assertThat(place.url()).isEqualTo("memory:");
    }
  }
}
