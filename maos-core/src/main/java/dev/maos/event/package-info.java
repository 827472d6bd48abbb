/**
 * What has happened, as a stream: told once, wanted by many, kept, and told again.
 *
 * <pre>
 *   Event.from(..)            EventDispatcher
 *   EventDraft --> Event ---> Recording --> EventStore    (a backend: append, read, cursors, retain)
 *                        \--> Router --> EventIndex --> lanes of subscriptions --> EventHandler
 *                                                  \--> rings of streams
 *   EventStore --> DurableSubscription, Replay, causes and effects; Tail, when others write too
 *   EventFilter, EventQuery: who wants which, as data          CloudEvents: for other systems
 * </pre>
 *
 * <p>Start with {@link dev.maos.event.EventDispatcher}. A backend implements {@link
 * dev.maos.event.EventStore}, nothing else.
 */
package dev.maos.event;
