package dev.maos.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before the database is asked. */
@SuppressWarnings("NullAway") // callers may not be null-checked
class BadInputTest {
  private final JdbcInbox inbox = JdbcInbox.of(new JdbcDataSource());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1inbox",
        "_inbox",
        "my inbox",
        "my-inbox",
        "schema.inbox",
        "\"inbox\"",
        "inbox; DROP TABLE users",
        "inbox--",
        "inböx",
        "inbox\n",
        "a234567890123456789012345678901234567890123456789"
      })
  void aTableNameThatIsNoIdentifierIsRefused(String name) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> inbox.table(name));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_NAME);
    assertThat(refusal.field()).isEqualTo("table name");
    assertThat(refusal.value()).isEqualTo(InvalidInputException.escape(name));
    assertThat(refusal.allowed()).startsWith("1-48 letters");
  }

  @Test
  void theLongestTableNameIsTaken() {
    var name = "a".repeat(48);

    assertThat(new InboxTable(name).name()).isEqualTo(name);
  }

  @Test
  void nothingIsNoWork() throws Exception {
    try (var post = new Post()) {
      var delivery = post.delivery();

      assertThatNullPointerException()
          .isThrownBy(() -> inbox.handle(delivery, null))
          .withMessage("work");
    }
  }

  @Test
  void nothingIsNoDelivery() {
    assertThatNullPointerException()
        .isThrownBy(() -> inbox.handle(null, connection -> {}))
        .withMessage("delivery");
    assertThatNullPointerException()
        .isThrownBy(() -> inbox.firstTime(null, null))
        .withMessage("connection");
  }

  @Test
  void nothingIsNoPartOfAnInbox() {
    assertThatNullPointerException().isThrownBy(() -> JdbcInbox.of(null)).withMessage("dataSource");
    assertThatNullPointerException().isThrownBy(() -> inbox.table(null)).withMessage("name");
    assertThatNullPointerException().isThrownBy(() -> inbox.time(null)).withMessage("source");
    assertThatNullPointerException()
        .isThrownBy(() -> inbox.forgetBefore(null))
        .withMessage("bound");
  }
}
