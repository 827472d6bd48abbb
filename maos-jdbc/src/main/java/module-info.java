import org.jspecify.annotations.NullMarked;

/** Effects of messages in a user's own database, once each. */
@NullMarked
module dev.maos.jdbc {
  requires static transitive org.jspecify;
  requires transitive dev.maos;
  requires transitive java.sql;

  exports dev.maos.jdbc;
}
