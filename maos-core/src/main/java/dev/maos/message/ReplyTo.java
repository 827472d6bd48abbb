package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;

/** Where the answer to a message is expected. */
public record ReplyTo(AgentId agent, Topic topic) {}
