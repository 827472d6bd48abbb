/**
 * What every backend has to keep, as tests; and the means to test what is built on the bus.
 *
 * <pre>
 *   MessageBusContract --@Nested--> the contracts, one test for each promise
 *        | is a TransportFixture: fresh storage, its time, and a way to let time pass
 *   FaultyTransport(FaultPlan, Seed) --> MessageTransport      trouble on demand
 *   Recorder, History                 handlers that remember, and what is wrong with what they saw
 * </pre>
 *
 * <p>Start with {@link dev.maos.testkit.MessageBusContract} to test a backend, with {@link
 * dev.maos.testkit.Recorder} to test an agent.
 */
package dev.maos.testkit;
