package dev.maos;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Herald;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.VoteResult;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.Priority;
import dev.maos.message.QueueFullException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Carries invitations to the inboxes of voters, and results to whoever subscribes to them. Each
 * message has a key, so that what two processes send arrives once. Thread-safe.
 */
final class BusHerald implements Herald {
  private static final Topic INVITATIONS = Topic.reserved("votes.invitations");
  private static final Topic RESULTS = Topic.reserved("votes.results");

  private final MessageBus bus;

  BusHerald(MessageBus bus) {
    this.bus = bus;
  }

  /** All in one publish; news of one vote alone reach those whose inboxes have room. */
  @Override
  public void carry(List<News> news) {
    if (news.size() == 1 && news.getFirst() instanceof News.Opening(var proposal, var trace)) {
      invite(proposal, trace);
      return;
    }
    var all = new ArrayList<Message>();
    for (var each : news) {
      switch (each) {
        case News.Opening(var proposal, var trace) -> all.addAll(invitations(proposal, trace));
        case News.Ending(var proposal, var result, var trace) ->
            all.add(announcement(proposal, result, trace));
      }
    }
    bus.publishReserved(all);
  }

  @Override
  public void invite(Proposal proposal, Optional<TraceContext> trace) {
    var all = invitations(proposal, trace);
    try {
      bus.publishReserved(all);
    } catch (QueueFullException oneOfThem) {
      inviteOneByOne(all);
    }
  }

  private static List<Message> invitations(Proposal proposal, Optional<TraceContext> trace) {
    var all = new ArrayList<Message>();
    proposal
        .electorate()
        .weights()
        .forEach((voter, weight) -> all.add(invitation(proposal, voter, weight, trace)));
    return all;
  }

  /** One whose inbox is full keeps nobody else from being invited; it is tried again later. */
  private void inviteOneByOne(List<Message> all) {
    var full = Optional.<QueueFullException>empty();
    for (var each : all) {
      try {
        bus.publishReserved(List.of(each));
      } catch (QueueFullException e) {
        full = Optional.of(e);
      }
    }
    if (full.isPresent()) {
      throw full.get();
    }
  }

  private static Message invitation(
      Proposal proposal, AgentId voter, Fraction weight, Optional<TraceContext> trace) {
    var subject = proposal.subject();
    var content = new LinkedHashMap<String, Object>();
    content.put("proposal", proposal.id().value());
    content.put("title", subject.title());
    content.put("description", subject.description());
    content.put("proposer", subject.proposer().value());
    content.put("rule", proposal.contest().rule().name());
    content.put("options", proposal.contest().options());
    content.put("weight", weight.toString());
    content.put("deadline", proposal.terms().deadline().toString());
    var draft =
        Message.from(subject.proposer())
            .to(voter)
            .on(INVITATIONS)
            .priority(priority(subject.priority()))
            .deadline(proposal.terms().deadline())
            .identifiedBy("invite " + voter + " " + proposal.id());
    trace.ifPresent(draft::tracedBy);
    return draft.consensus("proposal", Payload.of(content));
  }

  // Of five, as in the proposal, the least urgent is 1.
  private static Priority priority(int urgency) {
    return switch (urgency) {
      case 5 -> Priority.CRITICAL;
      case 4 -> Priority.HIGH;
      case 1 -> Priority.LOW;
      default -> Priority.NORMAL;
    };
  }

  @Override
  public void tell(Proposal proposal, VoteResult result, Optional<TraceContext> trace) {
    bus.publishReserved(List.of(announcement(proposal, result, trace)));
  }

  private static Message announcement(
      Proposal proposal, VoteResult result, Optional<TraceContext> trace) {
    var content = new LinkedHashMap<String, Object>();
    content.put("proposal", proposal.id().value());
    content.put("title", proposal.subject().title());
    content.put("decision", result.decision().name());
    content.put("options", options(result.decision()));
    content.put("reason", result.verdict().reason());
    content.put("at", result.at().toString());
    content.put("head", result.verdict().covers().head());
    var draft =
        Message.from(proposal.subject().proposer())
            .toEveryone()
            .on(RESULTS)
            .priority(priority(proposal.subject().priority()))
            .identifiedBy("result " + proposal.id());
    trace.ifPresent(draft::tracedBy);
    return draft.consensus("result", Payload.of(content));
  }

  private static List<String> options(Decision decision) {
    return switch (decision) {
      case Decision.Winner(var option) -> List.of(option);
      case Decision.Tied(var options) -> options;
      case Decision.Undecided(), Decision.Passed(), Decision.Rejected() -> List.of();
      case Decision.NoQuorum(), Decision.Vetoed(), Decision.Cancelled() -> List.of();
    };
  }
}
