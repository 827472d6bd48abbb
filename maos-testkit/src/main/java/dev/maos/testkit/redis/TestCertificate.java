package dev.maos.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for {@code localhost} and {@code 127.0.0.1} that signs itself, for tests.
 *
 * @param file the certificate, in PEM; also what a client has to trust
 * @param key its private key, in PEM (PKCS#8)
 */
public record TestCertificate(Path file, Path key) {
  private static final String ALIAS = "server";
  // Protects a file that is removed as soon as it is read.
  private static final String PASSWORD = "for-tests";

  /**
   * Makes a new one with the JDK's keytool, good for two days, as two files in a folder.
   *
   * @throws IllegalStateException when keytool fails or is not there
   */
  public static TestCertificate create(Path folder) {
    try {
      var store = folder.resolve("server.p12");
      try {
        generate(store, folder);
        return extract(store, folder);
      } finally {
        Files.deleteIfExists(store);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot read what keytool made", e);
    }
  }

  private static void generate(Path store, Path folder) throws IOException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var output = folder.resolve("keytool.log");
    var command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-ext",
            "BC=ca:true",
            "-validity",
            "2",
            "-startdate",
            "-1d",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.onExit().join().exitValue();
    var said = Files.readString(output);
    Files.delete(output);
    if (code != 0) {
      throw new IllegalStateException("keytool failed: " + said);
    }
  }

  private static TestCertificate extract(Path store, Path folder)
      throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var certificate = keys.getCertificate(ALIAS).getEncoded();
    var key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    return new TestCertificate(
        write(folder.resolve("server.crt"), "CERTIFICATE", certificate),
        write(folder.resolve("server.key"), "PRIVATE KEY", key));
  }

  private static Path write(Path file, String kind, byte[] bytes) throws IOException {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(bytes);
    var text = new String(lines, StandardCharsets.US_ASCII);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
