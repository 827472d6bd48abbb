package dev.maos.message;

import java.util.List;

/**
 * What became of a claim that was to be completed with messages as its effect.
 *
 * @param settled whether the claim was acknowledged; if it was not, nothing was stored either
 * @param receipts one for each message, in order; none if nothing was stored
 */
public record Completion(Settled settled, List<Receipt> receipts) {
  public Completion {
    receipts = List.copyOf(receipts);
  }
}
