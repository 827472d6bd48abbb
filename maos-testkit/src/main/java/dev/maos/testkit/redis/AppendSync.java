package dev.maos.testkit.redis;

/** How often a server with an append-only file brings it to the disk. */
public enum AppendSync {
  /** Before each reply: what was answered survives a loss of power. */
  ALWAYS("always"),
  /** About once a second: what was answered survives the death of the process. */
  EVERY_SECOND("everysec"),
  /** When the operating system likes. */
  NEVER("no");

  private final String setting;

  AppendSync(String setting) {
    this.setting = setting;
  }

  String setting() {
    return setting;
  }
}
