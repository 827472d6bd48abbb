package dev.maos.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** A layer with an SDK of its own, which exports what it has seen to memory. */
final class TracedProcess implements AutoCloseable {
  private final InMemorySpanExporter exporter;
  private final OpenTelemetrySdk telemetry;
  private final Maos maos;

  private TracedProcess(String uri, String name, InMemorySpanExporter exporter) {
    this.exporter = exporter;
    this.telemetry =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(Resource.builder().put("service.name", name).build())
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    this.maos = Maos.builder(uri).tracedBy(MessageTraces.of(telemetry)).open();
  }

  static TracedProcess of(String uri, String name) {
    return new TracedProcess(uri, name, InMemorySpanExporter.create());
  }

  /** Another one that exports to the same place, as to one collector. */
  TracedProcess beside(String uri, String name) {
    return new TracedProcess(uri, name, exporter);
  }

  Maos maos() {
    return maos;
  }

  Tracer tracer() {
    return telemetry.getTracer("test");
  }

  List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  SpanData span(String name) {
    var found = spans().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as("%s among %s", name, spans()).hasSize(1);
    return found.getFirst();
  }

  static String service(SpanData span) {
    return String.valueOf(span.getResource().getAttribute(AttributeKey.stringKey("service.name")));
  }

  @Override
  public void close() {
    maos.close();
    telemetry.close();
  }
}
