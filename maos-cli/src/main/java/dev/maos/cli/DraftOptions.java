package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.Priority;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every message has, whoever it is for. */
final class DraftOptions {
  @Option(names = "--from", paramLabel = "AGENT", required = true, description = "Who sends it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId from;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      required = true,
      description = "What it is about, as orders.created.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Topic topic;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the command, query, event or custom type.")
  private String name = "";

  @Option(
      names = "--priority",
      paramLabel = "P",
      description = "CRITICAL, HIGH, NORMAL or LOW (default: NORMAL).")
  private Priority priority = Priority.NORMAL;

  @Option(names = "--header", paramLabel = "K=V", description = "A header; may be given again.")
  private Map<String, String> headers = new LinkedHashMap<>();

  MessageDraft draft() {
    return Message.from(from).on(topic).priority(priority).headers(headers);
  }

  /** Who sends it. */
  AgentId from() {
    return from;
  }

  String name() {
    return name;
  }
}
