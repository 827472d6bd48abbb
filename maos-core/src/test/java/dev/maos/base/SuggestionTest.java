package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("demo", "bench", "help");

  @ParameterizedTest
  @CsvSource({
    "demo,demo,0",
    "dmeo,demo,1",
    "dem,demo,1",
    "demmo,demo,1",
    "dexo,demo,1",
    "bnehc,bench,2",
    "x,demo,4",
    "'',demo,4"
  })
  void slipsAreCounted(String word, String candidate, int slips) {
    assertThat(Suggestion.slips(word, candidate)).isEqualTo(slips);
    assertThat(Suggestion.slips(candidate, word)).isEqualTo(slips);
  }

  @Test
  void theNearestIsSuggested() {
    assertThat(Suggestion.closest("bnech", KNOWN)).contains("bench");
  }

  @Test
  void nothingIsSuggestedForSomethingElse() {
    assertThat(Suggestion.closest("frobnicate", KNOWN)).isEmpty();
    assertThat(Suggestion.closest("x", KNOWN)).isEmpty();
    assertThat(Suggestion.closest("d".repeat(100_000), KNOWN)).isEmpty();
  }
}
