package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
  @Test
  void aJavaMethodHasItsLinesAndItsDepth() {
    var source =
        Source.of(
            "A.java",
            """
            class A {
              /** Why. { */
              @Override
              public <T> int sum(
                  int left, int right) throws Exception {
                if (left > right) {
                  for (;;) {
                    go("}");
                  }
                }
                return left;
              }
            }
            """);

    assertThat(Methods.in(source)).containsExactly(new Method("sum", 3, 12, 2, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (a(b)) {\n}",
        "} else if (a) {\n}",
        "while (a()) {\n}",
        "switch (a) {\n}",
        "try (var a = b()) {\n}",
        "var x = new Thing(a) {\n};",
        "public record Point(int x, int y) {\n}",
        "class A {\n}",
        "int[] a = {\n};"
      })
  void whatIsNoMethodIsNotCalledOne(String code) {
    assertThat(Methods.in(Source.of("A.java", code))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.go | func (s *Server) Start(port int) (int, error) { | Start",
        "a.c | static int main(int argc, char **argv) { | main",
        "a.ts | export function load(url: string): Promise<void> { | load",
        "a.rs | pub fn size<T>(of: &'a T) -> usize { | size",
        "a.kt | fun area(width: Int): Int { | area"
      })
  void otherLanguagesWithBracesAreRead(String file, String head, String name) {
    assertThat(Methods.in(Source.of(file, head + "\n}")))
        .containsExactly(new Method(name, 1, 2, 0, 1));
  }

  @Test
  void pythonFunctionsEndWithTheirIndentation() {
    var source =
        Source.of(
            "a.py",
            """
            class A:
              def outer(self):
                if self.a:
                  for b in c:
                    go()
                  return 1

                # a note
                def inner():
                  return 2
                return inner

            x = 1
            """);

    assertThat(Methods.in(source))
        .containsExactly(new Method("inner", 9, 10, 0, 9), new Method("outer", 2, 11, 2, 4));
  }

  @Test
  void bracesThatDoNotMatchAreSurvived() {
    assertThat(Methods.in(Source.of("A.java", "}}}\nvoid a() {\n{{{"))).isEmpty();
    assertThat(Methods.in(Source.of("A.java", "}}\nvoid a() {\n}\n}")))
        .containsExactly(new Method("a", 2, 3, 0, 2));
  }

  @Test
  void aVeryLongHeadIsReadInTime() {
    var head = "a(".repeat(200_000) + " x {\n}\n";

    assertThat(Methods.in(Source.of("A.java", head + "void b() {\n}")))
        .extracting(Method::name)
        .containsExactly("b");
  }
}
