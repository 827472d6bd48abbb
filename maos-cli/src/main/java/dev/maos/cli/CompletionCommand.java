package dev.maos.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what teaches a shell to complete the words of this command. */
@Command(
    name = "completion",
    description = "Print a script that teaches your shell to complete maos's commands and options.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(maos completion bash)                     for this shell",
      "  maos completion bash > ~/.local/share/bash-completion/completions/maos",
      "  echo 'source <(maos completion zsh)' >> ~/.zshrc   for every zsh"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  /** Whose language it is written in. */
  enum Shell {
    BASH,
    ZSH;

    static Shell of(String name) {
      return Arguments.constant("shell", name, values());
    }
  }

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (shell == Shell.ZSH) {
      // The script is bash's, for which zsh has to load its own understanding first.
      terminal.out().println("autoload -U +X compinit && compinit -u");
    }
    terminal.out().println(AutoComplete.bash("maos", spec.root().commandLine()));
    return ExitCode.OK;
  }
}
