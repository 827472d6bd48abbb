package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StyleTest {
  private static final Style ASCII = new Style(false, false);
  private static final Style FULL = new Style(true, true);

  @Test
  void ourSymbolsBecomeAscii() {
    assertThat(ASCII.shown("a → b · 5 µs █░ ✓ ✗ …")).isEqualTo("a -> b . 5 us #- ok !! ...");
  }

  @Test
  void otherCharactersBecomeQuestionMarks() {
    assertThat(ASCII.shown("日本")).isEqualTo("??");
  }

  @Test
  void allCharactersAreShownWhereTheyCanBe() {
    assertThat(FULL.shown("日本 → é")).isEqualTo("日本 → é");
  }

  @Test
  void whatMovesTheCursorOrTurnsTheTextIsEscaped() {
    assertThat(FULL.shown("a\u001b[2Jb\u202ec\rd\te"))
        .isEqualTo("a\\u001b[2Jb\\u202ec\\u000dd\\u0009e");
  }

  @Test
  void linesStayLines() {
    assertThat(FULL.shown("a\nb")).isEqualTo("a\nb");
  }

  @Test
  void coloursAreOnlyThereWhenWanted() {
    assertThat(FULL.good("x")).isEqualTo("\u001b[32mx\u001b[0m");
    assertThat(ASCII.good("x")).isEqualTo("x");
  }
}
