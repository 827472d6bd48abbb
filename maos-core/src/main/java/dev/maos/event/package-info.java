/**
 * What has happened, as a stream: told once, wanted by many, kept, and told again.
 *
 * <pre>
 *   Event.from(..)                                    EventStore           (a backend)
 *   EventDraft --> Event --> RecordedEvent(sequence) --> append, read, cursors, retain
 *                               EventFilter, EventQuery: who wants which, as data
 * </pre>
 *
 * <p>Start with {@link dev.maos.event.Event}. A backend implements {@link
 * dev.maos.event.EventStore}, nothing else.
 */
package dev.maos.event;
