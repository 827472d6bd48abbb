package dev.maos.testkit.house.planted.library;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Sees it in a signature alone, and what everybody may see. */
public interface Listener {
  AbstractAssert<?, ?>[] all(@Nullable String name);
}
