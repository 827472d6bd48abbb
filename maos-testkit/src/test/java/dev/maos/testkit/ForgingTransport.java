package dev.maos.testkit;

import dev.maos.message.Claim;
import dev.maos.message.MessageTransport;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A storage whose readers acknowledge, while told so, claims that were never made. */
final class ForgingTransport {
  private ForgingTransport() {}

  static MessageTransport over(MessageTransport storage, BooleanSupplier forging) {
    return InterposedTransport.over(
        storage,
        (inbox, method, arguments) -> {
          if (method.getName().equals("acknowledge") && forging.getAsBoolean()) {
            var claims = (List<?>) arguments[0];
            return inbox.acknowledge(claims.stream().map(ForgingTransport::forged).toList());
          }
          return InterposedTransport.invoke(inbox, method, arguments);
        });
  }

  private static Claim forged(Object claim) {
    return new ForgedClaim((Claim) claim);
  }
}
