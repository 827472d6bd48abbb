package dev.maos.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a load test has found.
 *
 * @param machine what it ran on
 * @param server what kept the messages; empty if all was in one process
 * @param agents how many sent messages to one another
 * @param seconds from the first message until the last one had arrived, or was given up
 * @param underWay how many messages at most were sent and had not arrived
 * @param sent how many the bus has accepted
 * @param received how many of them have arrived
 * @param lost how many have not
 * @param doubled how often one arrived that had arrived before
 * @param refused how many the bus did not accept
 * @param firstRefusal why; empty if none was
 * @param messagesPerSecond what was received in that time
 * @param cpuMicrosPerMessage CPU time of the whole process, this test included
 * @param serverCpuMicrosPerMessage CPU time of the server; null if there is none
 * @param p50Micros from the call that publishes a message until its handler begins, under this
 *     load; as are the next three
 */
public record LoadReport(
    String machine,
    String server,
    int agents,
    double seconds,
    int underWay,
    long sent,
    long received,
    long lost,
    long doubled,
    long refused,
    String firstRefusal,
    long messagesPerSecond,
    double cpuMicrosPerMessage,
    @Nullable Double serverCpuMicrosPerMessage,
    double p50Micros,
    double p95Micros,
    double p99Micros,
    double maxMicros) {

  /** Whether each message was taken and arrived, once. */
  public boolean isClean() {
    return sent > 0 && lost == 0 && doubled == 0 && refused == 0;
  }

  /** The report in lines for people. */
  public String text() {
    var text = new StringBuilder(machine).append(System.lineSeparator());
    if (!server.isEmpty()) {
      text.append(server).append(System.lineSeparator());
    }
    line(
        text,
        "agents",
        "%s, for %s, at most %s messages under way"
            .formatted(
                number(agents), String.format(Locale.ROOT, "%.1f s", seconds), number(underWay)));
    line(text, "sent", number(sent));
    line(text, "received", number(received));
    line(text, "lost", number(lost));
    line(text, "doubled", number(doubled));
    line(
        text,
        "refused",
        number(refused) + (firstRefusal.isEmpty() ? "" : ", first: " + firstRefusal));
    line(text, "rate", number(messagesPerSecond) + " messages a second");
    line(text, "CPU", micros(cpuMicrosPerMessage) + " for a message" + ofServer());
    line(
        text,
        "latency",
        "p50 %s, p95 %s, p99 %s, longest %s"
            .formatted(whole(p50Micros), whole(p95Micros), whole(p99Micros), whole(maxMicros)));
    return text.toString();
  }

  private String ofServer() {
    return serverCpuMicrosPerMessage == null
        ? ""
        : ", %s of the server".formatted(micros(serverCpuMicrosPerMessage));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String micros(double value) {
    return String.format(Locale.ROOT, "%.2f µs", value);
  }

  private static String whole(double micros) {
    return String.format(Locale.ROOT, "%,.0f µs", micros);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-9s ".formatted(name)).append(value).append(System.lineSeparator());
  }
}
