package dev.maos.security.tokens;

import dev.maos.base.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Challenges that were given out and not answered yet, each good for one answer within a minute. Of
 * more than 10,000 the oldest gives way. Thread-safe.
 */
final class Challenges {
  private static final int SIZE = 32;
  private static final int MOST = 10_000;
  private static final long LIFE = Duration.ofMinutes(1).toNanos();

  private final TimeSource time;
  private final SecureRandom random;

  // Guarded by this; the oldest first.
  private final Map<String, Long> givenAt = new LinkedHashMap<>();

  Challenges(TimeSource time, SecureRandom random) {
    this.time = time;
    this.random = random;
  }

  synchronized byte[] give() {
    var challenge = new byte[SIZE];
    random.nextBytes(challenge);
    if (givenAt.size() >= MOST) {
      var eldest = givenAt.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    givenAt.put(HexFormat.of().formatHex(challenge), time.nanos());
    return challenge;
  }

  /** Whether it was given out within the last minute; it does not count again. */
  synchronized boolean takeBack(byte[] challenge) {
    var given = givenAt.remove(HexFormat.of().formatHex(challenge));
    return given != null && time.nanos() - given < LIFE;
  }
}
