package dev.maos.redis.faults;

import dev.maos.Maos;

/** How the workers of a run reach their storage. */
interface Opening {
  Opening PLAIN = uri -> Maos.builder(uri).options(Publishing.OPTIONS).open();

  Maos open(String uri);
}
