package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.Durations;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Need;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.cel.CelFilters;
import dev.maos.consensus.ProposalId;
import dev.maos.event.EventFilter;
import dev.maos.event.EventType;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.GroupName;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageId;
import dev.maos.message.MessageType;
import dev.maos.message.Priority;
import dev.maos.message.QueueName;
import dev.maos.message.StartAt;
import dev.maos.registry.Liveness;
import dev.maos.registry.WatchCursor;
import dev.maos.security.access.Action;
import dev.maos.security.keys.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How the words of a command line become values. What is refused is an error of usage. */
final class Arguments {
  private static final String MOMENTS =
      "latest, earliest, a moment as 2026-01-31T12:00:00Z, or the id of a message";
  private static final String REASON = "reason=";

  private Arguments() {}

  /** Tells a command, and those below it, how to read our types. */
  static void teach(CommandLine line) {
    teachNumbers(line);
    teach(line, AgentId.class, AgentId::of);
    teach(line, GroupName.class, GroupName::of);
    teach(line, Topic.class, Topic::of);
    teach(line, RbacExplainCommand.AskedTopic.class, RbacExplainCommand.AskedTopic::parse);
    teach(line, TopicPattern.class, TopicPattern::of);
    teach(line, MessageId.class, MessageId::parse);
    teach(line, EventChoice.class, EventChoice::parse);
    teach(line, QueueName.class, QueueName::parse);
    teach(line, Need.class, Need::of);
    teach(line, WatchCursor.class, WatchCursor::parse);
    teach(line, ProposalId.class, ProposalId::of);
    teach(line, Voter.class, Voter::parse);
    teach(line, Liveness.class, text -> constant("liveness", text, Liveness.values()));
    teach(line, Duration.class, Durations::parse);
    teach(line, CorrelationId.class, CorrelationId::of);
    teach(line, EventType.class, EventType::of);
    teach(line, EventFilter.class, CelFilters::parse);
    teach(line, Moment.class, Moment::parse);
    teach(line, Speed.class, Speed::parse);
    teach(line, StartAt.class, Arguments::start);
    teach(line, MessageType.class, text -> constant("type", text, MessageType.values()));
    teach(line, Priority.class, text -> constant("priority", text, Priority.values()));
    teach(line, Guarantee.class, text -> constant("guarantee", text, Guarantee.values()));
    teach(line, Reason.class, Arguments::reason);
    teach(line, CompletionCommand.Shell.class, CompletionCommand.Shell::of);
    teach(line, LogFormat.class, LogFormat::of);
    teach(line, Action.class, Action::of);
    teach(line, KeyId.class, KeyId::parse);
    teach(line, RedisAcl.Role.class, text -> constant("role", text, RedisAcl.Role.values()));
  }

  private static void teachNumbers(CommandLine line) {
    teach(line, Long.class, Arguments::number);
    teach(line, Long.TYPE, Arguments::number);
    teach(line, Integer.class, text -> (int) number(text, Integer.MAX_VALUE));
    teach(line, Integer.TYPE, text -> (int) number(text, Integer.MAX_VALUE));
  }

  private static long number(String text) {
    return number(text, Long.MAX_VALUE);
  }

  private static long number(String text, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= -most && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As what is too large.
    }
    var wrong = text.matches("-?\\d+") ? "'%s' is beyond %d" : "'%s' is not a whole number, as 10";
    throw new TypeConversionException(wrong.formatted(text, most));
  }

  private static <T> void teach(CommandLine line, Class<T> type, Function<String, T> reader) {
    line.registerConverter(
        type,
        text -> {
          try {
            return reader.apply(text);
          } catch (InvalidInputException e) {
            throw new TypeConversionException(e.getMessage());
          }
        });
  }

  private static StartAt start(String text) {
    return switch (text) {
      case "latest" -> StartAt.LATEST;
      case "earliest" -> StartAt.EARLIEST;
      default -> text.contains(":") ? since(text) : after(text);
    };
  }

  private static StartAt since(String text) {
    try {
      return new StartAt.Since(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(ErrorCode.INVALID_USAGE, "start", text, MOMENTS, e);
    }
  }

  private static StartAt after(String text) {
    try {
      return new StartAt.AfterMessage(MessageId.parse(text));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(ErrorCode.INVALID_USAGE, "start", text, MOMENTS, e);
    }
  }

  private static Reason reason(String text) {
    if (!text.startsWith(REASON)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "condition", text, "reason=WORD, as in reason=EXPIRED");
    }
    return constant("reason", text.substring(REASON.length()), Reason.values());
  }

  /** A name in any case, with dashes or underscores. */
  static <E extends Enum<E>> E constant(String field, String text, E[] all) {
    var name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(all)
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException(ErrorCode.INVALID_USAGE, field, text, names(all)));
  }

  private static String names(Enum<?>[] all) {
    return "one of " + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "));
  }
}
