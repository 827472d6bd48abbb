package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Reads the text of an export, line by line. Used once. Not thread-safe. */
final class ExportReader {
  private final String text;
  private final List<String> lines;
  private int next;

  ExportReader(String text, String format, int maxLines) {
    this.text = text;
    this.lines = text.lines().limit(maxLines + 1L).toList();
    if (lines.size() > maxLines) {
      throw refusal(maxLines, "...", "at most " + maxLines + " lines");
    }
    if (lines.isEmpty() || !lines.getFirst().equals(format)) {
      throw refusal(0, lines.isEmpty() ? "" : lines.getFirst(), format);
    }
    next = 1;
  }

  VoteExport read() {
    var proposal = one("proposal", part -> CanonicalReader.proposal(bytes(part)));
    var entries = all("entry", part -> CanonicalReader.entry(bytes(part)));
    int headLine = next;
    var head = one("head", part -> part);
    long index = one("index", Long::parseLong);
    long size = one("size", Long::parseLong);
    var root = one("root", MerkleHash::of);
    var path = all("beside", MerkleHash::of);
    if (next < lines.size()) {
      throw refusal(next, lines.get(next), "no more lines");
    }
    if (index < 0 || size < 0) {
      throw refusal(headLine, index + " of " + size, "numbers from 0 on");
    }
    var export =
        new VoteExport(
            proposal, entries, new InclusionProof(index, new TreeHead(size, root), path));
    if (!export.hasHead(head)) {
      throw refusal(headLine, head, "the hash over all entries");
    }
    // Base64 and numbers can be written in several ways, of which one is ours.
    if (!export.write().equals(text)) {
      throw refusal(0, lines.getFirst(), "an export as it was written");
    }
    return export;
  }

  private <T> List<T> all(String what, Function<String, T> reading) {
    var parts = new ArrayList<T>();
    while (next < lines.size() && lines.get(next).startsWith(what + " ")) {
      parts.add(one(what, reading));
    }
    return parts;
  }

  private <T> T one(String what, Function<String, T> reading) {
    var line = next < lines.size() ? lines.get(next) : "";
    if (!line.startsWith(what + " ")) {
      throw refusal(next, line, "a line that begins with \"" + what + " \"");
    }
    try {
      var part = reading.apply(line.substring(what.length() + 1));
      next++;
      return part;
    } catch (IllegalArgumentException | MaosException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT_FILE,
          "line " + (next + 1),
          line,
          "a valid " + what + ": " + e.getMessage(),
          e);
    }
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static InvalidInputException refusal(int line, String found, String allowed) {
    return new InvalidInputException(
        ErrorCode.INVALID_BALLOT_FILE, "line " + (line + 1), found, allowed);
  }
}
