package dev.maos.security.audit;

import dev.maos.security.audit.AuditVerdict.Broken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one log, the oldest first. */
record AuditFiles(List<Path> files) {

  static AuditFiles of(Path path) {
    var files = new ArrayList<Path>();
    files.add(path);
    for (int i = 1; Files.exists(aside(path, i)); i++) {
      files.addFirst(aside(path, i));
    }
    return new AuditFiles(List.copyOf(files));
  }

  private static Path aside(Path path, int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  AuditVerdict verdict() {
    return follow(Optional.empty());
  }

  AuditVerdict verdict(AuditHead known) {
    return follow(Optional.of(known));
  }

  private AuditVerdict follow(Optional<AuditHead> known) {
    var head = Optional.<AuditHead>empty();
    for (var file : files) {
      var reader = ChainReader.read(file);
      var fault = reader.fault().or(() -> gap(file, reader));
      if (fault.isPresent()) {
        return fault.get();
      }
      if (head.isPresent() && !reader.before().equals(head)) {
        return new Broken(file, 1, "it does not follow from the file before it");
      }
      var other = known.filter(each -> contradicts(reader, each));
      if (other.isPresent()) {
        return new Broken(file, other.get().lines() - reader.firstNumber() + 1, "it is another");
      }
      head = Optional.of(reader.head());
    }
    var last = head.orElse(AuditHead.START);
    if (known.filter(each -> each.lines() > last.lines()).isPresent()) {
      long line = last.lines() + 1;
      return new Broken(files.getLast(), line, "line %d of the log is missing".formatted(line));
    }
    return new AuditVerdict.Intact(last);
  }

  private static Optional<Broken> gap(Path file, ChainReader reader) {
    return reader.before().isEmpty()
        ? Optional.of(new Broken(file, 1, "it is empty"))
        : Optional.empty();
  }

  private static boolean contradicts(ChainReader reader, AuditHead known) {
    return reader.chainOf(known.lines()).filter(chain -> !chain.equals(known.chain())).isPresent();
  }
}
