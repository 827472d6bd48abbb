/**
 * What every backend has to keep, as tests; and the means to test what is built on the bus.
 *
 * <pre>
 *   MessageBusContract --@Nested--> the contracts, one test for each promise
 *        | is a TransportFixture: fresh storage, its time, and a way to let time pass
 *   AgentStoreContract                the same for storage of agents; an AgentStoreFixture
 *   FaultyTransport(FaultPlan, Seed) --> MessageTransport      trouble on demand
 *   FaultyAgentStore(AgentStore)      --> AgentStore            the same for agents
 *   Recorder, history.Witness         handlers that remember; a Judge says what is wrong with it
 * </pre>
 *
 * <p>Start with {@link dev.maos.testkit.MessageBusContract} to test a backend, with {@link
 * dev.maos.testkit.Recorder} to test an agent.
 */
package dev.maos.testkit;
