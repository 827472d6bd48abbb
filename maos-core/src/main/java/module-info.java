import org.jspecify.annotations.NullMarked;

/** Messages between agents: everything that a program calls, and the in-memory backend. */
@NullMarked
module dev.maos {
  requires static transitive org.jspecify;
  requires com.github.f4b6a3.uuid;
  requires HdrHistogram;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports dev.maos;
  exports dev.maos.backend;
  exports dev.maos.base;
  exports dev.maos.consensus;
  exports dev.maos.consensus.byzantine;
  exports dev.maos.consensus.resolution;
  exports dev.maos.event;
  exports dev.maos.memory;
  exports dev.maos.message;
  exports dev.maos.monitor;
  exports dev.maos.registry;
  exports dev.maos.resilience;

  uses dev.maos.backend.BackendProvider;

  provides dev.maos.backend.BackendProvider with
      dev.maos.memory.MemoryBackendProvider;
}
