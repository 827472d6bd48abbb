package dev.maos.jdbc;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that handles an order up to a moment, says so, and waits there to be killed. */
final class DyingHandler {
  private DyingHandler() {}

  /** Where it waits. */
  enum Moment {
    /** The effect is written and not committed. */
    WORKING,
    /** The effect is committed and the message not acknowledged. */
    COMMITTED
  }

  public static void main(String[] args) throws Exception {
    var inbox = JdbcInbox.of(Databases.sqlite(Path.of(args[0])));
    var moment = Moment.valueOf(args[1]);
    try (var post = new Post()) {
      post.bus()
          .subscribe(
              Post.STORE,
              Post.ORDERS,
              delivery -> {
                inbox.handle(
                    delivery,
                    connection -> {
                      Ledger.book(connection, delivery);
                      waitAt(Moment.WORKING, moment);
                    });
                waitAt(Moment.COMMITTED, moment);
              });
      post.bus().publish(Post.order(Integer.parseInt(args[2])));
      new CountDownLatch(1).await();
    }
  }

  private static void waitAt(Moment here, Moment end) throws InterruptedException {
    if (here == end) {
      System.out.println(here);
      new CountDownLatch(1).await();
    }
  }
}
