package dev.maos.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;

/** What spans say of a message: the conventions for messaging, and what only we have. */
final class MessageAttributes {
  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> ID = AttributeKey.stringKey("messaging.message.id");
  static final AttributeKey<Long> SIZE = AttributeKey.longKey("messaging.message.body.size");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> SENDER = AttributeKey.stringKey("maos.sender");
  static final AttributeKey<String> RECIPIENT = AttributeKey.stringKey("maos.recipient");
  static final AttributeKey<String> QUEUE = AttributeKey.stringKey("maos.queue");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("maos.attempt");

  private MessageAttributes() {}
}
