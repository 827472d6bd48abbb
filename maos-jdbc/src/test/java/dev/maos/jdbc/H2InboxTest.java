package dev.maos.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;

class H2InboxTest {

  @Nested
  class Effect extends EffectContract {
    @Override
    DataSource open(Path file) {
      return Databases.h2(file);
    }
  }

  @Nested
  class Sharing extends SharingContract {
    @Override
    DataSource open(Path file) {
      return Databases.h2(file);
    }
  }

  @Nested
  class Transaction extends TransactionContract {
    @Override
    DataSource open(Path file) {
      return Databases.h2(file);
    }
  }

  @Nested
  class Keeping extends KeepingContract {
    @Override
    DataSource open(Path file) {
      return Databases.h2(file);
    }
  }
}
