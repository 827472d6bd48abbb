import org.jspecify.annotations.NullMarked;

/** The history of events in one SQLite file. */
@NullMarked
module dev.maos.sqlite {
  requires static transitive org.jspecify;
  requires transitive dev.maos;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  exports dev.maos.sqlite;
}
