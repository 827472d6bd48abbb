package dev.maos.message;

import java.util.List;
import java.util.Optional;

/**
 * The way of one publisher's batches into a transport: in order, several under way at a time where
 * the transport can tell them apart.
 *
 * <p>Batches take effect in the order in which they are handed over. Once one of them is refused,
 * those behind it have no effect either, so that none overtakes it when it is sent again; that ends
 * with {@link #resume}. Used by one thread at a time; {@link Sending} by another one.
 */
public interface Feed extends AutoCloseable {

  /** How many batches may be under way at the same time, at least one. */
  int mostUnderWay();

  /** Hands a batch over; what became of it is told by what this answers with. Never throws. */
  Sending send(List<Envelope> batch);

  /**
   * What is handed over from now on takes effect again. To be called when everything handed over so
   * far has been answered and, where it was refused, sent in another way or given up.
   */
  void resume();

  /** Nothing is handed over any more. What is under way takes effect all the same. */
  @Override
  void close();

  /** A batch that was handed over. */
  interface Sending {

    /** Whether {@link #receipts} answers without waiting. */
    boolean isAnswered();

    /**
     * Waits for the answer, which {@link MessageTransport#send} would have given.
     *
     * @return empty if the batch had no effect because one before it was refused
     * @throws dev.maos.base.MaosException as {@link MessageTransport#send} does
     */
    Optional<List<Receipt>> receipts();
  }
}
