package dev.maos.bench.jmh;

import dev.maos.bench.SampleEnvelope;
import dev.maos.message.Envelope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A message of twelve parts to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class EnvelopeBenchmark {
  /** Size of the payload. */
  @Param({"256", "1024"})
  public int payloadBytes;

  private SampleEnvelope sample = new SampleEnvelope(256);
  private byte[] written = {};
  private long number;

  /** Makes the sample. */
  @Setup
  public void prepare() {
    sample = new SampleEnvelope(payloadBytes);
    written = sample.envelope(0).bytes();
  }

  /** To bytes. */
  @Benchmark
  public byte[] encode() {
    return sample.envelope(number++).bytes();
  }

  /** From bytes, every part checked. */
  @Benchmark
  public Envelope decode() {
    return Envelope.read(written);
  }

  /** To bytes and back. */
  @Benchmark
  public Envelope encodeAndDecode() {
    return Envelope.read(sample.envelope(number++).bytes());
  }
}
