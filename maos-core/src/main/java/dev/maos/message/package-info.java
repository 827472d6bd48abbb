/**
 * From agent to agent: messages that are addressed, prioritised, delivered, acknowledged and, when
 * nobody can handle them, buried where they can be found again.
 *
 * <pre>
 *   Message.from(..)            MessageBus             MessageTransport        (a backend)
 *   MessageDraft --> Message --> publish --> Envelope --> send ------------------> queues
 *                                subscribe                                          |
 *   MessageHandler &lt;-- Delivery &lt;-- DeliveryLoop &lt;-- Claim &lt;-- Inbox.take &lt;---------+
 *                                   acknowledge | release | bury --> DeadLetter
 * </pre>
 *
 * <p>Start with {@link dev.maos.message.MessageBus}. A backend implements {@link
 * dev.maos.message.MessageTransport} and {@link dev.maos.message.Inbox}, nothing else.
 */
package dev.maos.message;
