package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** The bus, or the part of it that was called, is closed or closing. */
public final class BusClosedException extends MaosException {
  private static final long serialVersionUID = 1L;

  BusClosedException(String what) {
    super(ErrorCode.BUS_CLOSED, what + " is closed");
  }
}
