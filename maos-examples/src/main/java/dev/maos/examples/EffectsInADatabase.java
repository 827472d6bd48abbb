package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.jdbc.JdbcInbox;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** A handler books a payment, fails before it is acknowledged, and runs again: it books once. */
public class EffectsInADatabase {
  record Payment(int francs) {}

  public static void main(String[] args) throws Exception {
    var file = Files.createTempFile("accounts", ".db");
    try {
      run(accounts(file));
    } finally {
      Files.delete(file);
    }
  }

  private static void run(DataSource accounts) throws Exception {
    var shop = AgentId.of("shop");
    var bank = AgentId.of("bank");
    var inbox = JdbcInbox.of(accounts);
    inbox.createTable();
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      bus.subscribe(
          bank,
          TopicPattern.of("payments"),
          delivery -> {
            var payment = delivery.payload().as(Payment.class);
            var booked = inbox.handle(delivery, connection -> book(connection, payment));
            System.out.println("Try " + delivery.attempt() + " booked: " + booked);
            if (delivery.attempt() == 1) {
              throw new IOException("lost before the acknowledgement");
            }
          });
      bus.publish(
          Message.from(shop)
              .to(bank)
              .on("payments")
              .guarantee(Guarantee.EXACTLY_ONCE)
              .command("book", Payload.of(new Payment(120))));
      bus.awaitIdle(Duration.ofSeconds(10));
    }
    System.out.println("Balance: " + balance(accounts));
  }

  private static void book(Connection connection, Payment payment) throws SQLException {
    try (var update = connection.prepareStatement("UPDATE account SET francs = francs + ?")) {
      update.setInt(1, payment.francs());
      update.executeUpdate();
    }
  }

  private static int balance(DataSource accounts) throws SQLException {
    try (var connection = accounts.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT francs FROM account")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static DataSource accounts(Path file) throws SQLException {
    var accounts = new SQLiteDataSource();
    accounts.setUrl("jdbc:sqlite:" + file);
    try (var connection = accounts.getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE account (francs INTEGER)");
      statement.executeUpdate("INSERT INTO account VALUES (0)");
    }
    return accounts;
  }
}
