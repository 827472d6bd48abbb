package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnalysisTest {
  @ParameterizedTest
  @EnumSource(Discipline.class)
  void aTidyFileHasNoFindings(Discipline discipline) {
    var source = Source.of("A.java", "/** Nothing to see here. */\nclass A {\n  void b() {}\n}\n");

    assertThat(discipline.analysis().review(source)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Discipline.class)
  void anythingCanBeRead(Discipline discipline) {
    var analysis = discipline.analysis();

    for (var text :
        List.of("", "\0\0\0", "\uFFFD\uFFFD{{{", "}\n".repeat(1_000), "\"".repeat(999))) {
      assertThat(analysis.review(Source.of("A.java", text))).isNotNull();
      assertThat(analysis.review(Source.of("a.py", text))).isNotNull();
    }
  }

  @Nested
  class Size {
    @Test
    void aLongFileIsFound() {
      assertThat(review(Discipline.SIZE, "A.java", "int a;\n".repeat(301)))
          .containsExactly(new Finding(0, "the file has 301 lines", 1));
    }

    @Test
    void aLongMethodIsFound() {
      var text = "void a() {\n" + "  b();\n".repeat(39) + "}\n";

      assertThat(review(Discipline.SIZE, "A.java", text))
          .containsExactly(new Finding(1, "a() has 41 lines", 2));
    }

    @Test
    void longLinesAreCountedAndTheFirstIsNamed() {
      var text = "a;\n" + "x".repeat(121) + "\n" + "y".repeat(121) + "\n" + "z".repeat(120) + "\n";

      assertThat(review(Discipline.SIZE, "A.java", text))
          .containsExactly(new Finding(2, "2 lines are longer than 120 characters", 1));
    }

    @Test
    void longLinesOfProseAreFine() {
      assertThat(review(Discipline.SIZE, "a.md", "word ".repeat(100))).isEmpty();
    }
  }

  @Nested
  class Nesting {
    @Test
    void deepBlocksAreFound() {
      var text = "void a() {\n if (b) {\n  if (c) {\n   if (d) {\n    if (e) {\n}}}}}\n";

      assertThat(review(Discipline.NESTING, "A.java", text))
          .containsExactly(new Finding(5, "a() is nested 4 levels deep", 2));
    }

    @Test
    void threeLevelsAreFine() {
      var text = "def a():\n if b:\n  if c:\n   if d:\n    e()\n";

      assertThat(review(Discipline.NESTING, "a.py", text)).isEmpty();
    }
  }

  @Nested
  class Comments {
    @Test
    void muchCodeThatNobodyExplainsIsFound() {
      assertThat(review(Discipline.COMMENTS, "A.java", "int a;\n".repeat(150)))
          .containsExactly(new Finding(0, "150 lines of code, 0 of comment", 2));
    }

    @Test
    void codeWithCommentsIsFine() {
      var text = "int a; // why\n".repeat(3) + "int b;\n".repeat(147);

      assertThat(review(Discipline.COMMENTS, "A.java", text)).isEmpty();
    }

    @Test
    void codeThatIsCommentedOutIsFoundOnce() {
      var text = "a();\n// b();\n// c = 1;\n// if (d) {\n// }\n";

      assertThat(review(Discipline.COMMENTS, "A.java", text))
          .containsExactly(new Finding(2, "code is commented out", 2));
    }

    @Test
    void sentencesAreNotCode() {
      var text = "// First this;\n// then that, which is all.\n// And so on.\n";

      assertThat(review(Discipline.COMMENTS, "A.java", text)).isEmpty();
    }

    @Test
    void promisesAreFoundInCommentsOnly() {
      var word = "FIX" + "ME";

      assertThat(review(Discipline.COMMENTS, "A.java", "a(); // " + word + " soon\n"))
          .containsExactly(new Finding(1, word + " without an end in sight", 1));
      assertThat(review(Discipline.COMMENTS, "A.java", "a(\"" + word + "\");\n")).isEmpty();
    }
  }

  @Nested
  class Duplication {
    private final Analysis analysis = Discipline.DUPLICATION.analysis();

    @Test
    void linesThatStandInAnotherFileAreFoundAsOneRange() {
      analysis.review(Source.of("A.java", lines("same", 8)));

      var findings = analysis.review(Source.of("B.java", "int other;\n" + lines("same", 8)));

      assertThat(findings).containsExactly(new Finding(2, "8 lines stand also at A.java:1", 2));
    }

    @Test
    void fewLinesAreNoCopy() {
      analysis.review(Source.of("A.java", lines("same", 5)));

      assertThat(analysis.review(Source.of("B.java", lines("same", 5)))).isEmpty();
    }

    @Test
    void blanksCommentsAndImportsDoNotHideACopy() {
      analysis.review(Source.of("A.java", lines("same", 6)));

      var spaced = lines("same", 6).replace("\n", "\n\n// note\nimport a.b;\n");

      assertThat(analysis.review(Source.of("B.java", spaced))).hasSize(1);
    }

    @Test
    void lookingAgainAfterACrashFindsTheSame() {
      analysis.review(Source.of("A.java", lines("same", 8)));
      var first = analysis.review(Source.of("B.java", lines("same", 8) + lines("more", 8)));

      assertThat(analysis.review(Source.of("A.java", lines("same", 8)))).isEmpty();
      assertThat(analysis.review(Source.of("B.java", lines("same", 8) + lines("more", 8))))
          .isEqualTo(first);
    }

    private static String lines(String name, int count) {
      var lines = new StringBuilder();
      for (int i = 0; i < count; i++) {
        lines.append("  somebodyCalls(%s, %d, \"again\");\n".formatted(name, i));
      }
      return lines.toString();
    }
  }

  private static List<Finding> review(Discipline discipline, String path, String text) {
    return discipline.analysis().review(Source.of(path, text));
  }
}
