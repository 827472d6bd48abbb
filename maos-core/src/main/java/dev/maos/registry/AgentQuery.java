package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Which agents are wanted: those for whom everything that is said here holds.
 *
 * <pre>{@code
 * AgentQuery.any().ofType("reviewer").able("java-review>=17").answeredWithin(Duration.ofSeconds(10))
 * }</pre>
 *
 * @param criteria what must hold, all of it; at most 64
 */
public record AgentQuery(List<Criterion> criteria) {
  private static final AgentQuery ANY = new AgentQuery(List.of());
  private static final int MAX_CRITERIA = 64;
  private static final int MAX_TEXT = 256;

  /** Copies the criteria. */
  public AgentQuery {
    Limit.count("criteria", criteria, MAX_CRITERIA);
    criteria = List.copyOf(criteria);
  }

  /** One thing that must hold. */
  public sealed interface Criterion {
    /** The agent is of this type. */
    record OfType(String type) implements Criterion {}

    /** The agent is able to do this. */
    record Able(Need need) implements Criterion {}

    /** The agent has this tag. */
    record Tagged(String tag) implements Criterion {}

    /** The agent says that it is doing one of these. */
    record InStatus(Set<AgentStatus> statuses) implements Criterion {
      /** Copies the statuses. */
      public InStatus {
        statuses = Set.copyOf(statuses);
      }
    }

    /** The agent's process is believed to be one of these. */
    record OfLiveness(Set<Liveness> liveness) implements Criterion {
      /** Copies the judgements. */
      public OfLiveness {
        liveness = Set.copyOf(liveness);
      }
    }

    /** The agent could take work now: it is alive, says that it works, and is not draining. */
    record Available() implements Criterion {}

    /** The agent has this fact about it. */
    record WithMetadata(String key, String value) implements Criterion {}

    /** The agent has answered this process, a probe or an errand, within this time. */
    record AnsweredWithin(Duration time) implements Criterion {
      /** Checks the time. */
      public AnsweredWithin {
        if (!time.isPositive()) {
          throw new InvalidInputException(
              ErrorCode.INVALID_SETTING, "answered within", time.toString(), "more than zero");
        }
      }
    }

    /** Less than this share of the agent's capacity is in use, as far as it is known. */
    record LoadBelow(double share) implements Criterion {
      /** Checks the share. */
      public LoadBelow {
        if (!(share > 0)) {
          throw new InvalidInputException(
              ErrorCode.INVALID_SETTING, "load below", Double.toString(share), "more than zero");
        }
      }
    }

    /** One of the agent's texts for people holds this, in whatever case. */
    record Mentions(String text) implements Criterion {
      /** Checks the length. */
      public Mentions {
        Limit.text("text", text, 1, MAX_TEXT);
        text = text.toLowerCase(Locale.ROOT);
      }
    }

    /** The agent is none of these. */
    record NoneOf(Set<AgentId> agents) implements Criterion {
      /** Copies the ids. */
      public NoneOf {
        agents = Set.copyOf(agents);
      }
    }
  }

  /** Every agent. */
  public static AgentQuery any() {
    return ANY;
  }

  /** Those who are able to do this, as in {@code "java-review>=17"}. */
  public static AgentQuery whoIsAble(String need) {
    return ANY.able(need);
  }

  /** This query, and one more thing that must hold. */
  public AgentQuery and(Criterion criterion) {
    var more = new ArrayList<>(criteria);
    more.add(Objects.requireNonNull(criterion, "criterion"));
    return new AgentQuery(more);
  }

  /** And of this type. */
  public AgentQuery ofType(String type) {
    return and(new Criterion.OfType(type));
  }

  /** And able to do this. */
  public AgentQuery able(Need need) {
    return and(new Criterion.Able(need));
  }

  /** And able to do this, as in {@code "java-review>=17"}. */
  public AgentQuery able(String need) {
    return able(Need.of(need));
  }

  /** And with this tag. */
  public AgentQuery tagged(String tag) {
    return and(new Criterion.Tagged(tag));
  }

  /** And in one of these statuses. */
  public AgentQuery in(AgentStatus first, AgentStatus... others) {
    return and(new Criterion.InStatus(Set.copyOf(listOf(first, others))));
  }

  /** And of one of these judgements. */
  public AgentQuery of(Liveness first, Liveness... others) {
    return and(new Criterion.OfLiveness(Set.copyOf(listOf(first, others))));
  }

  /** And able to take work now. */
  public AgentQuery available() {
    return and(new Criterion.Available());
  }

  /** And with this fact. */
  public AgentQuery with(String key, String value) {
    return and(new Criterion.WithMetadata(key, value));
  }

  /** And with an answer to this process within this time. */
  public AgentQuery answeredWithin(Duration time) {
    return and(new Criterion.AnsweredWithin(time));
  }

  /** And with less than this share of its capacity in use. */
  public AgentQuery loadBelow(double share) {
    return and(new Criterion.LoadBelow(share));
  }

  /** And with this in its name, description, type, tags or capabilities. */
  public AgentQuery mentioning(String text) {
    return and(new Criterion.Mentions(text));
  }

  /** And none of these. */
  public AgentQuery except(Set<AgentId> agents) {
    return agents.isEmpty() ? this : and(new Criterion.NoneOf(agents));
  }

  private static <T> List<T> listOf(T first, T[] others) {
    var all = new ArrayList<T>();
    all.add(first);
    all.addAll(Arrays.asList(others));
    return all;
  }
}
