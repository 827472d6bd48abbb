package dev.maos.security.envelope;

import dev.maos.security.crypto.Secret;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes one ciphertext of AES-GCM that two keys open, each to another text: with both keys known
 * its tag is one linear equation over GF(2^128), in which one block is free (Dodis and others, Fast
 * Message Franking: From Invisible Salamanders to Encryptment, 2018).
 */
final class TwoTexts {
  private static final int BLOCK = 16;
  private static final int BITS = 128;

  // Bits are counted from the left: x^0 is the first bit.
  private static final BigInteger REDUCTION = BigInteger.valueOf(0xE1).shiftLeft(120);

  private TwoTexts() {}

  /** Two blocks of ciphertext and the tag, under the nonce of this counter. */
  static byte[] ciphertext(Secret one, Secret other, long counter, byte[] aad)
      throws GeneralSecurityException {
    var first = new Half(one, counter, aad);
    var second = new Half(other, counter, aad);
    // tag = mask + hash of what is fixed + free * h^2, for both keys alike.
    var sum = first.fixed().xor(second.fixed());
    var factor = times(first.h, first.h).xor(times(second.h, second.h));
    var free = times(sum, inverse(factor));
    var tag = first.fixed().xor(times(free, times(first.h, first.h)));
    return ByteBuffer.allocate(3 * BLOCK)
        .put(new byte[BLOCK])
        .put(bytes(free))
        .put(bytes(tag))
        .array();
  }

  /** What one of the keys makes of it. */
  private static final class Half {
    private final BigInteger h;
    private final BigInteger mask;
    private final byte[] aad;
    private final byte[] lengths;

    Half(Secret key, long counter, byte[] aad) throws GeneralSecurityException {
      var aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.bytes(), "AES"));
      this.h = number(aes.doFinal(new byte[BLOCK]));
      var start = ByteBuffer.allocate(BLOCK).putInt(0).putLong(counter).putInt(1).array();
      this.mask = number(aes.doFinal(start));
      this.aad = Arrays.copyOf(aad, (aad.length + BLOCK - 1) / BLOCK * BLOCK);
      this.lengths = ByteBuffer.allocate(BLOCK).putLong(8L * aad.length).putLong(2L * BITS).array();
    }

    /** The tag, if the second block were zero. */
    BigInteger fixed() {
      var hash = BigInteger.ZERO;
      for (int at = 0; at < aad.length; at += BLOCK) {
        hash = times(hash.xor(number(Arrays.copyOfRange(aad, at, at + BLOCK))), h);
      }
      // The first block is zero too.
      hash = times(times(hash, h), h);
      return times(hash.xor(number(lengths)), h).xor(mask);
    }
  }

  private static BigInteger number(byte[] block) {
    return new BigInteger(1, block);
  }

  private static byte[] bytes(BigInteger number) {
    // A bit in front, so that none of the zeros behind it is left out.
    var all = number.setBit(BITS).toByteArray();
    return Arrays.copyOfRange(all, all.length - BLOCK, all.length);
  }

  private static BigInteger times(BigInteger one, BigInteger other) {
    var product = BigInteger.ZERO;
    var shifted = other;
    for (int bit = BITS - 1; bit >= 0; bit--) {
      product = one.testBit(bit) ? product.xor(shifted) : product;
      shifted = shifted.testBit(0) ? shifted.shiftRight(1).xor(REDUCTION) : shifted.shiftRight(1);
    }
    return product;
  }

  /** By Fermat: its power of 2^128 - 2. */
  private static BigInteger inverse(BigInteger number) {
    var power = BigInteger.ONE.shiftLeft(BITS - 1);
    var square = number;
    for (int i = 1; i < BITS; i++) {
      square = times(square, square);
      power = times(power, square);
    }
    return power;
  }
}
