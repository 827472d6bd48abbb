package dev.maos.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no run can show: how secrets are compared, and what nobody calls. */
class BytecodeTest {
  private static final Path CLASSES = Path.of("target/classes");

  /** Whoever compares a secret, a tag or a thumbprint. */
  private static final List<String> COMPARING =
      List.of("crypto/Secret", "envelope/Commitment", "tokens/TokenVerifier", "keys/Keystore");

  // It looks for one class of a library that may be there, by a name that stands in its source.
  private static final String PROVIDER = "dev/maos/security/crypto/CorrettoSigning.class";

  @Test
  void secretsAreComparedInATimeThatTellsNothing() throws IOException {
    for (var name : COMPARING) {
      var calls = calls("dev/maos/security/" + name + ".class");
      assertThat(calls).as(name).contains("java/security/MessageDigest.isEqual");
    }
    for (var name : List.of("crypto/Secret", "envelope/Commitment", "tokens/TokenVerifier")) {
      assertThat(calls("dev/maos/security/" + name + ".class"))
          .as(name)
          .doesNotContain("java/util/Arrays.equals");
    }
  }

  @Test
  void nobodyMakesObjectsOfWhatIsReceived() throws IOException {
    var seen = new ArrayList<String>();
    try (var files = Files.walk(CLASSES)) {
      for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        var name = CLASSES.relativize(file).toString().replace('\\', '/');
        if (!name.equals("module-info.class")) {
          seen.add(name);
          assertThat(calls(name))
              .as(name)
              .noneMatch(call -> call.startsWith("java/io/ObjectInputStream."))
              .noneMatch(call -> !name.equals(PROVIDER) && call.equals("java/lang/Class.forName"));
        }
      }
    }
    assertThat(seen).contains("dev/maos/security/MessageContent.class");
  }

  /** What the class of this name calls, as the loader of this test sees it. */
  private static List<String> calls(String name) throws IOException {
    try (var in = BytecodeTest.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no class " + name);
      }
      var calls = new ArrayList<String>();
      for (var method : ClassFile.of().parse(in.readAllBytes()).methods()) {
        method
            .code()
            .ifPresent(code ->
                code.forEach(element -> {
                  if (element instanceof InvokeInstruction call) {
                    var owner = call.owner().asInternalName();
                    calls.add(owner + "." + call.name().stringValue());
                  }
                }));
      }
      return calls;
    }
  }
}
