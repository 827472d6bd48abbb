package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.VoteRejectedException;
import dev.maos.message.Delivery;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageSubscription;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The reviewer as a voter: on a file that it has looked at it says what its own findings tell it,
 * and abstains on others. Thread-safe.
 */
final class Juror implements MessageHandler {
  private static final TopicPattern INVITATIONS = TopicPattern.of("_maos.votes.invitations");

  /** What one's findings must weigh for a file to be worth the work. */
  private static final int WORTH_IT = 3;

  private final Maos maos;
  private final AgentId id;
  private final Map<String, Review> seen = new ConcurrentHashMap<>();

  Juror(Maos maos, AgentId id) {
    this.maos = maos;
    this.id = id;
  }

  /** Waits for invitations; the subscription is the caller's to close. */
  MessageSubscription subscribe(Duration lease) {
    return maos.bus().subscribe(id, INVITATIONS, SubscriptionOptions.defaults().lease(lease), this);
  }

  /** Remembers what was found, for the vote. */
  void hasSeen(Review review) {
    seen.put(review.file(), review);
  }

  /** An invitation. A vote that has ended meanwhile needs no ballot any more. */
  @Override
  public void handle(Delivery invitation) {
    var content = invitation.payload().as(Map.class);
    var proposal = ProposalId.of(String.valueOf(content.get("proposal")));
    try {
      var _ =
          maos.consensus().cast(proposal, id, ballot(String.valueOf(content.get("description"))));
    } catch (VoteRejectedException tooLate) {
      // Cast before under another lease with the same words, or decided without this one.
    }
  }

  private Ballot ballot(String file) {
    return ballot(Optional.ofNullable(seen.get(file)));
  }

  /** What one says who has found this in a file, or has not looked at it. */
  static Ballot ballot(Optional<Review> review) {
    if (review.isEmpty()) {
      return Ballot.abstain().because("it was not mine to review");
    }
    int points = review.get().points();
    var reason = "%d points of %s".formatted(points, review.get().discipline().word());
    return points >= WORTH_IT ? Ballot.yes().because(reason) : Ballot.no().because(reason);
  }
}
