package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.votes.VoterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A committee as a folder that its members have alike: a file {@code AGENT.pem} for each of them,
 * as {@code maos keys export AGENT} prints it. Other files are not looked at.
 */
final class CommitteeFolder {
  private static final String OPTION = "--committee";
  private static final String SUFFIX = ".pem";

  // Whose a key is says the name of its file.
  private static final AgentId ANYBODY = AgentId.of("member");

  private CommitteeFolder() {}

  /**
   * Reads it.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} if it is no folder, or has a file
   *     that is too large or without a key to sign with; {@link ErrorCode#INVALID_PROPOSAL} if it
   *     has too few members, or two with one key
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY} if a file holds no keys
   */
  static Charter read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw usage(folder, "a folder with a file AGENT.pem for each member");
    }
    var keys = new TreeMap<AgentId, MemberKey>();
    for (var file : files(folder)) {
      var name = file.getFileName().toString();
      keys.put(AgentId.of(name.substring(0, name.length() - SUFFIX.length())), key(file));
    }
    return Charter.of(keys);
  }

  private static List<Path> files(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (var file : all) {
        files.add(file);
        if (files.size() > Charter.MOST) {
          throw usage(folder, "at most %d files".formatted(Charter.MOST));
        }
      }
    }
    return files;
  }

  private static MemberKey key(Path file) throws IOException {
    return PemFile.read(OPTION, file, ANYBODY)
        .key(KeyPurpose.SIGN)
        .map(VoterKeys::key)
        .orElseThrow(() -> usage(file, "a key to sign with"));
  }

  private static InvalidInputException usage(Path path, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_USAGE, OPTION, path.toString(), allowed);
  }
}
