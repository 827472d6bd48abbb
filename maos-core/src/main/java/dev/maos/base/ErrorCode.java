package dev.maos.base;

/**
 * The stable name of a failure, carried by every {@link MaosException}.
 *
 * <p>Programs may compare, log and count these names; a name is never reused for something else.
 */
public enum ErrorCode {
  /** An agent id breaks the grammar of names. */
  INVALID_AGENT_ID,
  /** An agent id differs from a registered one only by case. */
  AGENT_ID_CONFLICT,
  /** A part of an agent's description is missing or out of range. */
  INVALID_DESCRIPTOR,
  /** A field of an Agent Card is missing or of another type. */
  INVALID_AGENT_CARD,
  /** A capability name breaks the grammar. */
  INVALID_CAPABILITY,
  /** A version or a range of versions breaks the grammar. */
  INVALID_VERSION,
  /** An agent's status does not lead to the one asked for. */
  ILLEGAL_STATUS_CHANGE,
  /** A description has more, or larger, parts than the limit allows. */
  TOO_LARGE,
  /** The caller may not do this, though others may. */
  FORBIDDEN,
  /** The agent is not registered, or not any more. */
  NOT_REGISTERED,
  /** An agent's id was taken by another process, which is newer. */
  REGISTRATION_LOST,
  /** The registry holds as many agents as it can. */
  REGISTRY_FULL,
  /** The registry was closed before the call. */
  REGISTRY_CLOSED,
  /** Nobody who could take the work is able to do what was asked for. */
  NO_CAPABLE_AGENT,
  /** The backend does not offer this. */
  UNSUPPORTED,
  /** A topic breaks the grammar of topics. */
  INVALID_TOPIC,
  /** A pattern was used where a single topic is needed. */
  WILDCARD_IN_PUBLISH,
  /** A topic of the layer itself was named by a user. */
  RESERVED_TOPIC,
  /** A topic pattern breaks the grammar of patterns. */
  INVALID_PATTERN,
  /** A consumer group name breaks the grammar of names. */
  INVALID_GROUP,
  /** A name, of a breaker or a setting for example, breaks the grammar of names. */
  INVALID_NAME,
  /** A media type is not of the form type/subtype. */
  INVALID_MEDIA_TYPE,
  /** An id is not a UUID of the expected form. */
  INVALID_ID,
  /** A required part of a message is missing. */
  MISSING_FIELD,
  /** A payload has more bytes than the limit allows. */
  PAYLOAD_TOO_LARGE,
  /** JSON is nested deeper than the limit allows. */
  NESTING_TOO_DEEP,
  /** A number is not finite, or is written with too many characters. */
  INVALID_NUMBER,
  /** Text is not well-formed Unicode. */
  INVALID_UTF8,
  /** A Java object has no form as JSON. */
  UNSERIALIZABLE_PAYLOAD,
  /** A payload does not fit the Java type that was asked for. */
  UNREADABLE_PAYLOAD,
  /** Bytes or text are not one strict JSON document. */
  MALFORMED_JSON,
  /** A time to live is zero, negative or too long. */
  INVALID_TTL,
  /** A delay is negative or too long. */
  INVALID_DELAY,
  /** An ordering or idempotency key is empty or too long. */
  INVALID_KEY,
  /** A message is past its time to live. */
  EXPIRED,
  /** A priority has no such name or number. */
  INVALID_PRIORITY,
  /** A header has a key or value that is not allowed. */
  INVALID_HEADER,
  /** Headers exceed their number, or one exceeds its size. */
  HEADERS_TOO_LARGE,
  /** A W3C trace context cannot be parsed. */
  INVALID_TRACE_CONTEXT,
  /** A message id was used before for other content. */
  ID_REUSE,
  /** No public key is known for a recipient of a sealed message. */
  NO_KEY_FOR_RECIPIENT,
  /** A batch has more messages than the limit allows. */
  BATCH_TOO_LARGE,
  /** A subscription was asked for without a handler. */
  MISSING_HANDLER,
  /** A message travelled through more handlers than the limit allows. */
  HOP_LIMIT,
  /** The bus was closed before the call. */
  BUS_CLOSED,
  /** A bounded queue has no room. */
  QUEUE_FULL,
  /** No reply came within the patience of the caller. */
  REQUEST_TIMEOUT,
  /** A delivery is acknowledged after its lease went to somebody else. */
  STALE_ACK,
  /** A delivery is settled that this inbox never handed out. */
  UNKNOWN_DELIVERY,
  /** The store of dead letters has no room. */
  DEAD_LETTERS_FULL,
  /** The transport cannot be reached; nothing was sent. */
  TRANSPORT_UNAVAILABLE,
  /** The connection was lost during a call, which may or may not have taken effect. */
  OUTCOME_UNKNOWN,
  /** Every allowed attempt of a retried call failed. */
  RETRIES_EXHAUSTED,
  /** A circuit breaker is open; the call was not made. */
  CIRCUIT_OPEN,
  /** The type of an event breaks its grammar. */
  INVALID_EVENT_TYPE,
  /** A severity has no such name. */
  INVALID_SEVERITY,
  /** A tag breaks its grammar, or there are too many. */
  INVALID_TAG,
  /** A name or value in the metadata of an event is not allowed, or there is too much of it. */
  INVALID_METADATA,
  /** A moment lies outside the years 1 to 9999. */
  INVALID_TIME,
  /** A filter of events has a part that is not allowed. */
  INVALID_FILTER,
  /** A filter of events has too many parts, or they are nested too deeply. */
  FILTER_TOO_COMPLEX,
  /** A range ends before it begins, or a page has a size that makes no sense. */
  INVALID_RANGE,
  /** Another process has the event store open. */
  EVENTSTORE_LOCKED,
  /** The event store can be read, but not written. */
  EVENTSTORE_READONLY,
  /** What the event store holds is damaged. */
  EVENTSTORE_CORRUPT,
  /** The event store has no room; nothing was stored. */
  EVENTSTORE_FULL,
  /** The event store was written by a newer release. */
  EVENTSTORE_NEWER_SCHEMA,
  /** The event store cannot be reached; nothing was stored. */
  EVENTSTORE_UNAVAILABLE,
  /** The answer of the event store was lost; it may or may not have stored. */
  EVENTSTORE_OUTCOME_UNKNOWN,
  /** The event store is closed. */
  EVENTSTORE_CLOSED,
  /** The event store refused for a reason of its own; its words are quoted. */
  EVENTSTORE_ERROR,
  /** The event dispatcher was closed before the call. */
  EVENTS_CLOSED,
  /** A stream of this name exists with other settings. */
  STREAM_EXISTS,
  /** A text is no CloudEvent, or not one that can be kept. */
  MALFORMED_CLOUDEVENT,
  /** A retry policy has a value out of range. */
  INVALID_RETRY_POLICY,
  /** A circuit breaker has a value out of range. */
  INVALID_BREAKER,
  /** A circuit breaker of this name exists with other settings. */
  BREAKER_EXISTS,
  /** No backend answers to the scheme of a URI. */
  UNKNOWN_BACKEND,
  /** A Redis URI breaks the grammar; passwords are not repeated. */
  INVALID_REDIS_URL,
  /** No Redis server answers at the address. */
  REDIS_UNREACHABLE,
  /** Redis refuses the user or the password. */
  REDIS_AUTH,
  /** The Redis user may not do what is needed; the command, key or channel is named. */
  REDIS_NOPERM,
  /** The Redis server is too old. */
  REDIS_VERSION,
  /** The Redis server is a replica, or refuses writes for another reason. */
  REDIS_READONLY,
  /** A setting of the Redis server would lose messages. */
  REDIS_UNSAFE_CONFIG,
  /** Redis refused for a reason of its own; its words are quoted. */
  REDIS_ERROR,
  /** A key that the layer uses holds a value of another type, written by somebody else. */
  KEY_TYPE_CONFLICT,
  /** A stored entry was not written by the layer. */
  FOREIGN_ENTRY,
  /** Another process uses the same reader name. */
  CONSUMER_IN_USE,
  /** An envelope on the wire cannot be decoded. */
  MALFORMED_ENVELOPE,
  /** An envelope or stored record has a version that this release cannot read. */
  UNSUPPORTED_VERSION,
  /** A setting has a value out of range. */
  INVALID_SETTING,
  /** A setting has a name that nothing has. */
  UNKNOWN_SETTING,
  /** A file of settings is not there. */
  CONFIG_NOT_FOUND,
  /** A file of settings cannot be read: it is a folder, belongs to others, or is not text. */
  CONFIG_UNREADABLE,
  /** A file of settings is larger than such files are. */
  CONFIG_TOO_LARGE,
  /** A line of a file of settings is not a name and a value. */
  CONFIG_MALFORMED,
  /** A file of settings has one setting twice. */
  CONFIG_DUPLICATE_KEY,
  /** Two settings contradict each other. */
  CONFLICTING_SETTINGS,
  /** A proposal, or the contest that it holds, has a part that is not allowed or does not fit. */
  INVALID_PROPOSAL,
  /** There is no proposal of this id, or it was forgotten long after its end. */
  UNKNOWN_PROPOSAL,
  /** A vote is still open; what is asked for is there once it has ended. */
  VOTE_OPEN,
  /** A ballot is not taken: its voter may not vote, has voted, or is late; the reason is named. */
  VOTE_REJECTED,
  /** As many votes are open as there may be. */
  DECISIONS_FULL,
  /** The log of a vote is not the one that was read before: its store lost or changed entries. */
  LOG_ROLLBACK,
  /** The consensus was closed before the call. */
  CONSENSUS_CLOSED,
  /** A ballot does not fit its contest; the place in it is named. */
  INVALID_BALLOT,
  /** A weight or a number of ballots is negative, or has too many digits to be added exactly. */
  INVALID_WEIGHT,
  /** A file of ballots has a part that cannot be understood; the place in it is named. */
  INVALID_BALLOT_FILE,
  /** A conflict, or a claim in it, has a part that is not allowed or does not fit. */
  INVALID_CONFLICT,
  /** A way of resolving conflicts has a part that is not allowed, or does not come to an end. */
  INVALID_RESOLUTION_POLICY,
  /** A text is no record of a resolution; the place in it is named. */
  INVALID_RESOLUTION_FILE,
  /** What was received cannot be trusted; the text does not tell why. */
  SECURITY_REJECTED,
  /** A message was sealed by a cipher suite or signature that this release does not know. */
  UNSUPPORTED_SUITE,
  /** More bytes than RSA-OAEP can encrypt directly. */
  PAYLOAD_TOO_LARGE_FOR_RSA_OAEP,
  /** A security policy contradicts itself, or names a cipher that does not exist. */
  INVALID_POLICY,
  /** The agent has keys already. */
  KEY_EXISTS,
  /** No key of this agent, or of this purpose, is known here. */
  NO_SUCH_KEY,
  /** Another key than the trusted one was presented for an agent; the trusted one stays. */
  KEY_CHANGED,
  /** The key was revoked. */
  KEY_REVOKED,
  /** What should be a public key is none, or not one that is safe to use. */
  INVALID_PUBLIC_KEY,
  /** A certificate of an agent's keys was not signed by the authority, or is out of its time. */
  INVALID_CERTIFICATE,
  /** The password of a keystore is empty, or not the one it was written with. */
  KEYSTORE_WRONG_PASSWORD,
  /** A file is no keystore, or not whole. */
  KEYSTORE_CORRUPT,
  /** Others may read or change the keystore. */
  KEYSTORE_PERMISSIONS,
  /** The keystore cannot be read or written at its place. */
  KEYSTORE_UNAVAILABLE,
  /** Agents that may not be blocked: unknown ones, oneself, the authority. */
  BLOCK_REFUSED,
  /** A policy of roles names what is not there, contradicts itself, or protects nothing. */
  INVALID_RBAC,
  /** An agent has sent as much as it may for now; when it may again is told. */
  RATE_LIMITED,
  /** A file is no audit log, or a line of it was changed. */
  AUDIT_CORRUPT,
  /** The audit log cannot be read or written at its place, or is open elsewhere. */
  AUDIT_UNAVAILABLE,
  /** Whoever is there has not shown who it is; the text does not tell why. */
  UNAUTHENTICATED,
  /** A command line cannot be understood. */
  INVALID_USAGE,
  /** A secret was given on the command line, where other users can read it. */
  SECRET_ON_COMMAND_LINE,
  /** The calling thread was interrupted; its interrupt flag is set again. */
  INTERRUPTED
}
