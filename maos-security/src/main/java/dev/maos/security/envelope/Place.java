package dev.maos.security.envelope;

import dev.maos.base.Topic;
import java.util.Optional;
import java.util.UUID;

/**
 * Where in the conversation an envelope stands.
 *
 * @param topic what it is about
 * @param messageId its identity
 * @param lane how urgent, 0 to 3
 * @param number counts what one session of the sender sends to one recipient, from 0
 * @param guarantee what its delivery is promised, 0 to 2
 * @param correlation the conversation
 */
public record Place(
    Topic topic,
    UUID messageId,
    int lane,
    long number,
    int guarantee,
    Optional<UUID> correlation) {}
