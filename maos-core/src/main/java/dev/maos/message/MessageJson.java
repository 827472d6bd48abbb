package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * The JSON form of an envelope, for people, files and gateways; between agents it is binary.
 *
 * <pre>{@code
 * {"maos": 1, "id": "019b7a00-0000-7000-8000-000000000001",
 *  "sentAt": "2026-01-01T00:00:00Z", "dueAt": "2026-01-01T00:00:00Z",
 *  "expiresAt": "2026-01-02T00:00:00Z",
 *  "type": "COMMAND", "name": "review", "from": "planner", "to": "agent:worker", "topic": "tasks",
 *  "priority": "HIGH", "guarantee": "AT_LEAST_ONCE", "ttl": "PT24H",
 *  "mediaType": "application/json", "payload": {"lines": 412}}
 * }</pre>
 *
 * <p>What is read is what was written, to the last byte of the payload, which is therefore a JSON
 * subtree ({@code payload}) only where that comes back as the same bytes; other JSON and text is a
 * string ({@code text}), everything else {@code base64}. Moments and durations have the form of ISO
 * 8601. The recipient is {@code agent:NAME}, {@code group:NAME} or {@code everyone}. Parts of a
 * message that are at their defaults are left out, but for {@code priority}, {@code guarantee} and
 * {@code ttl}: {@code name}, {@code identity}, {@code deliverAfter} or {@code deliverAt}, {@code
 * deadline}, {@code correlation}, {@code causation}, {@code path}, {@code traceparent}, {@code
 * tracestate}, {@code orderingKey}, {@code idempotencyKey}, {@code replyTo}, {@code receipt},
 * {@code able} and {@code earlier}, {@code headers}.
 */
public final class MessageJson {
  /** The version of the JSON form, in its field {@code maos}. */
  public static final int VERSION = 1;

  private MessageJson() {}

  /** The JSON of an envelope, on one line. */
  public static String write(Envelope envelope) {
    return new MessageJsonWriter(envelope).write();
  }

  /**
   * Reads the JSON of an envelope, strictly.
   *
   * @throws InvalidInputException that names the field: {@link ErrorCode#MISSING_FIELD}, {@link
   *     ErrorCode#UNSUPPORTED_VERSION}, the code of a value that breaks its own rules, or {@link
   *     ErrorCode#MALFORMED_ENVELOPE} for an unknown field and everything else; {@link
   *     ErrorCode#MALFORMED_JSON} and its kin when it is no JSON
   */
  public static Envelope read(String json) {
    return MessageJsonReader.of(json).read();
  }
}
