package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void commentsAreTakenFromCode() {
    var lines = java("int a; // why", "/* one", "two */ int b; /* three */", "int c;");

    assertThat(lines)
        .containsExactly(
            new CodeLine("int a;", true),
            new CodeLine("", true),
            new CodeLine(" int b;", true),
            new CodeLine("int c;", false));
  }

  @Test
  void whatLooksLikeACommentInAStringIsNone() {
    assertThat(java("s = \"// not /* a comment\"; t();"))
        .containsExactly(new CodeLine("s = \"\"; t();", false));
  }

  @Test
  void quotesCanBeEscaped() {
    assertThat(java("s = \"a \\\" { b\"; c = '\\''; d = '{';"))
        .containsExactly(new CodeLine("s = \"\"; c = ''; d = '';", false));
  }

  @Test
  void textBlocksSpanLines() {
    assertThat(java("s = \"\"\"", "  { // text", "  \"\"\";", "t();"))
        .extracting(CodeLine::code)
        .containsExactly("s = \"\"\"", "", ";", "t();");
  }

  @Test
  void anUnclosedStringEndsWithItsLine() {
    assertThat(java("it's { fine", "next();"))
        .extracting(CodeLine::code)
        .containsExactly("it's { fine", "next();");
  }

  @Test
  void aPythonDocstringIsAComment() {
    var lines =
        read("a.py", "def f():", "  \"\"\"Says", "  why.\"\"\"", "  x = '#'  # note", "  return");

    assertThat(lines)
        .extracting(CodeLine::hasComment)
        .containsExactly(false, true, true, true, false);
    assertThat(lines.get(3).code()).isEqualTo("  x = ''");
  }

  @Test
  void aNumberSignWithinAShellWordIsNoComment() {
    assertThat(read("a.sh", "echo $# a#b # note").getFirst().code()).isEqualTo("echo $# a#b");
  }

  @Test
  void proseIsNeitherCodeNorComment() {
    assertThat(read("a.md", "# Title", "int a; // x"))
        .containsExactly(new CodeLine("", false), new CodeLine("", false));
  }

  private static List<CodeLine> java(String... lines) {
    return read("A.java", lines);
  }

  private static List<CodeLine> read(String path, String... lines) {
    return Source.of(path, String.join("\n", lines)).parts();
  }
}
