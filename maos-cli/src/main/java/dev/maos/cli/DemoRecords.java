package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.cli.demo.DemoReport;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ProposalId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The records of a demo's votes, kept as files that {@code maos vote verify} reads. */
final class DemoRecords {
  private final Optional<Path> directory;

  /**
   * Records in a directory, or nowhere.
   *
   * @throws InvalidInputException if there is something in it
   */
  DemoRecords(Optional<Path> directory) throws IOException {
    this.directory = directory;
    if (directory.isPresent() && Files.exists(directory.get())) {
      checkEmpty(directory.get());
    }
  }

  private static void checkEmpty(Path directory) throws IOException {
    // Evidence is not overwritten by mistake.
    if (Files.isDirectory(directory)) {
      try (var inside = Files.list(directory)) {
        if (inside.findFirst().isEmpty()) {
          return;
        }
      }
    }
    throw new InvalidInputException(
        ErrorCode.INVALID_USAGE,
        "--votes",
        directory.toString(),
        "a directory that is empty, or not there yet");
  }

  void keep(DemoReport report, Consensus consensus) throws IOException {
    var votes = report.votes();
    if (directory.isEmpty()) {
      return;
    }
    Files.createDirectories(directory.get());
    for (int i = 0; i < votes.size(); i++) {
      var record = consensus.audit().export(ProposalId.of(votes.get(i).proposal()));
      Files.writeString(file(i), record.write(), StandardOpenOption.CREATE_NEW);
    }
    if (report.committee().isPresent()) {
      var certificate = Base64.getDecoder().decode(report.committee().get().certificate());
      Files.write(certificate(), certificate, StandardOpenOption.CREATE_NEW);
    }
  }

  private Path file(int vote) {
    return directory.orElseThrow().resolve("vote-" + (vote + 1) + ".export");
  }

  private Path certificate() {
    return directory.orElseThrow().resolve("committee.certificate");
  }

  /** How people verify a vote themselves. */
  List<String> farewell(String maos, DemoReport report) {
    if (report.votes().isEmpty()) {
      return List.of();
    }
    var called = ShellWord.quoted(maos);
    if (directory.isPresent()) {
      var lines = new ArrayList<String>();
      lines.add("");
      lines.add("Anybody can count a vote again, without us:");
      lines.add("  %s vote verify %s".formatted(called, ShellWord.quoted(file(0).toString())));
      report
          .committee()
          .map(it ->
              "  %s vote verify %s --committee %s"
                  .formatted(called, ShellWord.quoted(certificate().toString()), it.committee()))
          .ifPresent(lines::add);
      return lines;
    }
    return List.of(
        "",
        "The records of the votes were in memory. To keep them, and count them again:",
        "  %s demo --votes records && %s vote verify records/vote-1.export"
            .formatted(called, called));
  }
}
