package dev.maos.security.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** HPKE in base mode with X25519, HKDF-SHA256 and AES-256-GCM, from the JDK's own parts alone. */
final class JdkHpke {
  private static final String POINT = "302a300506032b656e032100";
  private static final String SCALAR = "302e020100300506032b656e04220420";
  private static final byte[] SUITE =
      HexFormat.of().parseHex("48504b45" + "0020" + "0001" + "0002");

  private JdkHpke() {}

  static Hpke.Sealed seal(byte[] point, byte[] info, byte[] aad, byte[] plaintext)
      throws Exception {
    var spec = new X509EncodedKeySpec(HexFormat.of().parseHex(POINT + hex(point)));
    var key = (XECPublicKey) KeyFactory.getInstance("X25519").generatePublic(spec);
    var shared = KEM.getInstance("DHKEM").newEncapsulator(key).encapsulate();
    var sealed = run(Cipher.ENCRYPT_MODE, shared.key(), info, aad, plaintext);
    return new Hpke.Sealed(shared.encapsulation(), sealed);
  }

  static byte[] open(
      Secret secret, byte[] encapsulation, byte[] info, byte[] aad, byte[] ciphertext)
      throws Exception {
    var spec = new PKCS8EncodedKeySpec(HexFormat.of().parseHex(SCALAR + hex(secret.bytes())));
    var key = (XECPrivateKey) KeyFactory.getInstance("X25519").generatePrivate(spec);
    var shared = KEM.getInstance("DHKEM").newDecapsulator(key).decapsulate(encapsulation);
    return run(Cipher.DECRYPT_MODE, shared, info, aad, ciphertext);
  }

  private static byte[] run(int mode, SecretKey shared, byte[] info, byte[] aad, byte[] content)
      throws Exception {
    var context =
        join(
            new byte[] {0},
            extract(new byte[0], "psk_id_hash", new byte[0]),
            extract(new byte[0], "info_hash", info));
    var secret = extract(shared.getEncoded(), "secret", new byte[0]);
    var key = expand(secret, "key", context, 32);
    var nonce = expand(secret, "base_nonce", context, 12);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(aad);
    return cipher.doFinal(content);
  }

  private static byte[] extract(byte[] salt, String label, byte[] material) throws Exception {
    var labeled = join(ascii("HPKE-v1"), SUITE, ascii(label), material);
    var spec = HKDFParameterSpec.ofExtract().addIKM(labeled);
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(salt.length == 0 ? spec.extractOnly() : spec.addSalt(salt).extractOnly());
  }

  private static byte[] expand(byte[] secret, String label, byte[] info, int length)
      throws Exception {
    var prefix = new byte[] {(byte) (length >> 8), (byte) length};
    var labeled = join(prefix, ascii("HPKE-v1"), SUITE, ascii(label), info);
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "Generic"), labeled, length));
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (var part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
