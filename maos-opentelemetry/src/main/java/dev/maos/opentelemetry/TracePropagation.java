package dev.maos.opentelemetry;

import dev.maos.base.TraceContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of a trace as it is carried, and as OpenTelemetry has it. Without state. */
final class TracePropagation {
  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";
  private static final int MOST_STATE = 512;

  private final W3CTraceContextPropagator format = W3CTraceContextPropagator.getInstance();

  /** What was carried; the root where it is nothing that is valid. */
  Context extract(Optional<TraceContext> carried) {
    return carried
        .map(trace -> format.extract(Context.root(), trace, TracePropagation::get))
        .orElseGet(Context::root);
  }

  /** What is to be carried; nothing where nothing is traced. */
  Optional<TraceContext> inject(Context context) {
    Map<String, String> headers = new HashMap<>();
    format.inject(context, headers, TracePropagation::put);
    var parent = headers.get(PARENT);
    if (parent == null) {
      return Optional.empty();
    }
    // Vendors' additions may be left out, and a message has room for so many.
    var state = headers.getOrDefault(STATE, "");
    return Optional.of(new TraceContext(parent, state.length() > MOST_STATE ? "" : state));
  }

  private static @Nullable String get(@Nullable TraceContext carrier, String key) {
    if (carrier == null) {
      return null;
    }
    return switch (key) {
      case PARENT -> carrier.traceparent();
      case STATE -> carrier.tracestate();
      default -> null;
    };
  }

  private static void put(@Nullable Map<String, String> carrier, String key, String value) {
    if (carrier != null) {
      carrier.put(key, value);
    }
  }
}
