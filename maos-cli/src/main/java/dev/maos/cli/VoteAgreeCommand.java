package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.Certificate;
import dev.maos.consensus.byzantine.CertificateCheck;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.Councillor;
import dev.maos.consensus.byzantine.CouncillorOptions;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.message.BusOptions;
import dev.maos.message.MessageBus;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.votes.VoterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Votes as a member of a committee that agrees although some of it lie. */
@Command(
    name = "agree",
    description = {
      "Vote as a member of a committee that agrees although up to a third of it lie, and although"
          + " the server does (tolerance BYZANTINE). Each member runs this on a machine of its own,"
          + " with the same question; the one that has --open asks it, and is started last.",
      "What is agreed is a certificate that anybody can verify without a server; it is printed as"
          + " 'maos vote verify' does, with the rule, the counts and who said what. Ends with 0 if"
          + " the proposal passed or an option is elected, and with 1 if not, or if there was no"
          + " agreement in time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos keys generate ann; maos keys export ann > board/ann.pem",
      "  maos vote agree --committee board --as bob 'Deploy it?' yes",
      "  maos vote agree --committee board --as ann --open 10m 'Deploy it?' yes \\",
      "    --certificate deploy.certificate",
      "  maos vote verify deploy.certificate --committee $COMMITTEE",
      "",
      "  A member votes only on an agenda with its own question, rule, options and voters. Its"
          + " keys",
      "  are those of the keystore. What it has said it keeps in its notebook, and it keeps quiet"
          + " in",
      "  what was opened before the notebook was begun. docs/certificates.md has more."
    })
final class VoteAgreeCommand implements Callable<Integer> {
  /** Whose notebook is as young as an agenda keeps quiet in it, and that is told in these. */
  private static final Duration NEXT_MILLISECOND = Duration.ofMillis(2);

  /** How long rounds may go on behind the deadline. */
  private static final Duration AFTER_DEADLINE = Duration.ofMinutes(1);

  private static final int MOST_TOLD = 20;

  private final Host host;
  private final IdSource ids;
  private final Set<String> passedOver = ConcurrentHashMap.newKeySet();

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();
  @Mixin private final ContestOptions contest = new ContestOptions();

  @Option(
      names = "--committee",
      paramLabel = "DIR",
      required = true,
      description = "The folder with the public keys of all members, a file AGENT.pem for each.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Path committee;

  @Option(
      names = "--as",
      paramLabel = "AGENT",
      required = true,
      description = "The member that votes; its keys are in the keystore.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId self;

  @Option(
      names = "--open",
      paramLabel = "TIME",
      description = "Ask the question, and take ballots so long, as 10m.")
  private Optional<Duration> open = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for the question to be asked (default: 1h).")
  private Duration timeout = Duration.ofHours(1);

  @Option(
      names = "--again",
      paramLabel = "ID",
      description =
          "Go on with this agenda, in which the member took part before its process ended.")
  private Optional<String> again = Optional.empty();

  @Option(
      names = "--notebook",
      paramLabel = "DIR",
      description =
          "Where the member keeps what it has said (default: AGENT.notebook in the folder that the"
              + " command is run in). Never put an older copy back.")
  private Optional<Path> notebook = Optional.empty();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Write the certificate there; the file must not be there.")
  private Optional<Path> certificateFile = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "TITLE", description = "What is asked, in a line.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private String title;

  @Parameters(
      index = "1..*",
      paramLabel = "BALLOT",
      arity = "1..*",
      description = "What the ballot says, as for 'maos vote cast'.")
  private List<String> words = new ArrayList<>();

  VoteAgreeCommand(Host host) {
    this.host = host;
    this.ids = new IdSource(host.time(), MessageBus.freshRandom());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--open", open);
    check("--timeout", Optional.of(timeout));
    checkFile();
    var charter = CommitteeFolder.read(committee);
    var asked = contest.contest();
    // A ballot that does not fit is refused before anybody is asked.
    var ballot = new BallotWords(proposal(charter, asked, timeout), self).read(words);
    var key = keystore.open(host).ring().own(self).key(KeyPurpose.SIGN);
    try (var maos = host.open(url, BusOptions.defaults())) {
      return agree(maos, charter, key, asked, ballot);
    }
  }

  private static void check(String option, Optional<Duration> given) {
    if (given.filter(time -> !time.isPositive()).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, option, given.get().toString(), "more than zero");
    }
  }

  /** Before anybody is asked: what is agreed cannot be agreed on again. */
  private void checkFile() {
    var place = certificateFile.map(file -> file.toAbsolutePath().getParent());
    boolean isWritable = place.isEmpty() || Files.isWritable(place.get());
    if (!isWritable || certificateFile.filter(Files::exists).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "--certificate",
          certificateFile.orElseThrow().toString(),
          "a file that is not there yet, in a folder that can be written");
    }
  }

  private int agree(Maos maos, Charter charter, AgentKey key, Contest asked, Ballot ballot)
      throws IOException, InterruptedException {
    var member = new Member(self, VoterKeys.signer(key), VoterKeys.verifier());
    var folder = notebook.orElse(Path.of(self + ".notebook"));
    var notes = Notebook.inFolder(folder, host.time());
    var watch = new CouncilWatch(it -> fits(it, charter, asked, notes), this::passOver);
    try (var councillor =
        maos.councillor(charter, member, notes, CouncillorOptions.defaults(), watch)) {
      say("committee " + charter.id());
      var agenda =
          open.isPresent()
              ? Optional.of(opened(councillor, watch, asked))
              : watch.await(timeout, host.time());
      if (agenda.isEmpty()) {
        return failed("nobody has asked in time: " + title);
      }
      say("asked, until %s: agenda %s".formatted(agenda.get().deadline(), agenda.get().id()));
      vote(councillor, agenda.get(), ballot, notes);
      var certificate = councillor.await(agenda.get(), patience(agenda.get()));
      watch.liars().forEach(liar -> say("%s has said two things".formatted(liar)));
      return certificate.isPresent()
          ? end(certificate.get())
          : failed("too few members could reach one another in time");
    }
  }

  private void vote(Councillor councillor, Agenda agenda, Ballot ballot, Notebook notes) {
    if (notes.since().isAfter(agenda.opened())) {
      say("the notebook was begun after that, so %s keeps quiet in it".formatted(self));
    } else {
      var _ = councillor.vote(agenda, ballot);
    }
  }

  private int failed(String sentence) {
    new Failures(host.terminal()).report(sentence);
    return ExitCode.FAILURE;
  }

  private Duration patience(Agenda agenda) {
    return Duration.between(host.time().now(), agenda.deadline()).plus(AFTER_DEADLINE);
  }

  private Agenda opened(Councillor councillor, CouncilWatch watch, Contest asked)
      throws InterruptedException {
    host.time().sleep(NEXT_MILLISECOND);
    var charter = councillor.charter();
    var proposal = proposal(charter, asked, open.orElseThrow());
    var agenda = Agenda.of(charter, List.of(proposal), host.time().now());
    watch.choose(agenda);
    councillor.open(agenda);
    return agenda;
  }

  /** Asked each time somebody invites, so what it says is bounded. */
  private boolean fits(Agenda agenda, Charter charter, Contest asked, Notebook notes) {
    var proposal = agenda.proposals().getFirst();
    if (agenda.proposals().size() != 1 || !proposal.subject().title().equals(title)) {
      return false;
    }
    if (!proposal.contest().equals(asked)
        || !proposal.electorate().equals(Electorate.of(charter.members()))) {
      passOver(agenda, "its rule, options or voters are others");
    } else if (!host.time().now().isBefore(agenda.deadline())) {
      passOver(agenda, "it is over");
    } else if (again.isEmpty() && notes.read(agenda.id()).isPresent()) {
      passOver(agenda, "%s took part in it before; --again ID goes on with it".formatted(self));
    } else if (again.isPresent() && !again.get().equals(agenda.id())) {
      passOver(agenda, "it is not the one of --again");
    } else {
      return true;
    }
    return false;
  }

  private void passOver(Agenda agenda) {
    passOver(agenda, "another one asks the same, and nobody may sign in two");
  }

  private void passOver(Agenda agenda, String why) {
    if (passedOver.size() < MOST_TOLD && passedOver.add(agenda.id())) {
      say("passed over, as %s: agenda %s".formatted(why, agenda.id()));
    }
  }

  private Proposal proposal(Charter charter, Contest asked, Duration length) {
    return Proposal.of(
        Subject.of(self, title, ""),
        asked,
        Electorate.of(charter.members()),
        Terms.until(host.time().now().plus(length)),
        ids.next().toString());
  }

  private int end(Certificate certificate) throws IOException {
    var bytes = CertificateCheck.write(certificate);
    var charter = certificate.agenda().charter();
    // What came out is told whatever becomes of the file.
    int verified =
        new CertificateReport(host.terminal(), json, Optional.of(charter.id())).of(bytes);
    host.terminal().out().flush();
    if (certificateFile.isPresent()) {
      Files.write(certificateFile.get(), bytes, StandardOpenOption.CREATE_NEW);
    }
    boolean isReached = certificate.decisions().getFirst().status() == Decision.Status.REACHED;
    return isReached ? verified : ExitCode.FAILURE;
  }

  /** What goes on, for people: the output is for what was agreed. */
  private void say(String sentence) {
    var terminal = host.terminal();
    terminal.err().println(terminal.errStyle().shown(sentence));
    terminal.err().flush();
  }
}
