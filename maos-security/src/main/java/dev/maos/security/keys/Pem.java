package dev.maos.security.keys;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;

/** The text form of public keys: blocks of Base64 between dashes, and nothing else. */
final class Pem {
  private static final int MAX_LENGTH = 16 * 1024;
  private static final int MAX_BLOCKS = KeyPurpose.values().length;
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final String KEY = "PUBLIC KEY";
  private static final String CERTIFICATE = "CERTIFICATE";

  private Pem() {}

  static String write(List<PublicKeyInfo> keys) {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    var text = new StringBuilder();
    for (var key : keys) {
      text.append(BEGIN + KEY + DASHES + "\n")
          .append(encoder.encodeToString(key.der()))
          .append("\n" + END + KEY + DASHES + "\n");
    }
    return text.toString();
  }

  /** One to three keys, each for another purpose. */
  static List<PublicKeyInfo> read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw KeyRefusal.of("%d characters, more than 16 KiB".formatted(text.length()));
    }
    var keys = new ArrayList<PublicKeyInfo>();
    var purposes = new HashSet<KeyPurpose>();
    var rest = text.strip();
    while (!rest.isEmpty()) {
      if (keys.size() == MAX_BLOCKS) {
        throw KeyRefusal.of("more than one key for each purpose");
      }
      var label = label(rest);
      int end = rest.indexOf(END + label + DASHES);
      if (end < 0) {
        throw KeyRefusal.of("a block without its end");
      }
      int begin = BEGIN.length() + label.length() + DASHES.length();
      var key = key(label, decode(rest.substring(begin, Math.max(begin, end))));
      if (!purposes.add(key.purpose())) {
        throw KeyRefusal.of("more than one key for " + key.purpose());
      }
      keys.add(key);
      rest = rest.substring(end + END.length() + label.length() + DASHES.length()).strip();
    }
    if (keys.isEmpty()) {
      throw KeyRefusal.of("no text at all");
    }
    return List.copyOf(keys);
  }

  private static String label(String rest) {
    if (rest.contains("PRIVATE KEY")) {
      throw KeyRefusal.of("a private key, which should go to nobody");
    }
    for (var label : List.of(KEY, CERTIFICATE)) {
      if (rest.startsWith(BEGIN + label + DASHES)) {
        return label;
      }
    }
    throw KeyRefusal.of("text that is no such block");
  }

  private static byte[] decode(String base64) {
    var compact = base64.replaceAll("[ \t\r\n]", "");
    try {
      var bytes = Base64.getDecoder().decode(compact);
      if (!Base64.getEncoder().encodeToString(bytes).equals(compact)) {
        throw KeyRefusal.of("Base64 that is not canonical");
      }
      return bytes;
    } catch (IllegalArgumentException _) {
      throw KeyRefusal.of("what is not Base64");
    }
  }

  private static PublicKeyInfo key(String label, byte[] bytes) {
    return label.equals(KEY) ? PublicKeyInfo.of(bytes) : certified(bytes);
  }

  private static PublicKeyInfo certified(byte[] bytes) {
    try {
      var in = new ByteArrayInputStream(bytes);
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      if (in.available() > 0) {
        throw KeyRefusal.of("bytes behind a certificate");
      }
      return PublicKeyInfo.of(certificate.getPublicKey().getEncoded());
    } catch (CertificateException _) {
      throw KeyRefusal.of("what is no X.509 certificate");
    }
  }
}
