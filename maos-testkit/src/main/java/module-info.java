import org.jspecify.annotations.NullMarked;

/** Contract suites, fault injection and recorders, for those who write backends or test agents. */
@NullMarked
module dev.maos.testkit {
  requires transitive dev.maos;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires static com.tngtech.archunit;
  requires static transitive org.jspecify;

  exports dev.maos.testkit;
  exports dev.maos.testkit.history;
  exports dev.maos.testkit.house;
  exports dev.maos.testkit.redis;

  // JUnit calls the tests of the contracts, which are not public.
  opens dev.maos.testkit to
      org.junit.platform.commons;
  opens dev.maos.testkit.house to
      org.junit.platform.commons;
}
