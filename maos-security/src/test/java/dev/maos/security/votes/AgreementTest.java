package dev.maos.security.votes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.consensus.Ballot;
import dev.maos.consensus.Decision;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.Certificate;
import dev.maos.consensus.byzantine.CertificateCheck;
import dev.maos.consensus.byzantine.Councillor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Committees over the embedded bus with real keys, of which some members lie or are silent. */
@Timeout(60)
class AgreementTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void allAgreeWhenNobodyLies(int size) throws Exception {
    try (var assembly = new Assembly(size)) {
      var honest = honest(assembly, 0, size);
      var agenda = opened(assembly, honest, Duration.ofMinutes(1));

      honest.forEach(it -> it.vote(agenda, Ballot.yes()));

      assertThat(agreed(assembly, honest, agenda).decisions())
          .containsExactly(new Decision.Passed());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void oneSaysNothing(int size) throws Exception {
    try (var assembly = new Assembly(size)) {
      var honest = honest(assembly, 1, size);
      var agenda = opened(assembly, honest, Duration.ofMinutes(1));

      honest.forEach(it -> it.vote(agenda, Ballot.yes()));

      var certificate = agreed(assembly, honest, agenda);
      assertThat(certificate.decisions()).containsExactly(new Decision.Passed());
      assertThat(certificate.omitted()).containsExactly(assembly.members.getFirst());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void oneTellsSomeYesAndOthersNoAndIsNamed(int size) throws Exception {
    try (var assembly = new Assembly(size)) {
      var honest = honest(assembly, 1, size);
      var twins = twins(assembly, 0);
      var agenda = opened(assembly, honest, Duration.ofMinutes(1));
      twins.forEach(it -> it.join(agenda));

      twins.getFirst().vote(agenda, Ballot.yes());
      twins.getLast().vote(agenda, Ballot.no());
      for (int i = 0; i < honest.size(); i++) {
        honest.get(i).vote(agenda, i % 2 == 0 ? Ballot.yes() : Ballot.no());
      }

      agreed(assembly, honest, agenda);
      var liar = assembly.members.getFirst();
      assertThat(honest)
          .anySatisfy(it ->
              assertThat(it.evidence(agenda))
                  .isNotEmpty()
                  .allMatch(evidence -> evidence.liar().equals(liar))
                  .allMatch(evidence -> evidence.holds(agenda, VoterKeys.verifier())));
    }
  }

  @Test
  void ofSevenOneLiesAndOneSaysNothing() throws Exception {
    try (var assembly = new Assembly(7)) {
      var honest = honest(assembly, 2, 7);
      var twins = twins(assembly, 0);
      var agenda = opened(assembly, honest, Duration.ofSeconds(2));
      twins.forEach(it -> it.join(agenda));

      twins.getFirst().vote(agenda, Ballot.yes());
      twins.getLast().vote(agenda, Ballot.no());
      honest.forEach(it -> it.vote(agenda, Ballot.no()));

      assertThat(agreed(assembly, honest, agenda).decisions())
          .containsExactly(new Decision.Rejected());
    }
  }

  @Test
  void whoIsWhereIsTold() throws Exception {
    try (var assembly = new Assembly(4)) {
      var honest = honest(assembly, 0, 3);
      var agenda = opened(assembly, honest, Duration.ofMinutes(1));
      honest.forEach(it -> it.vote(agenda, Ballot.yes()));
      agreed(assembly, honest, agenda);

      var where = honest.getFirst().whereabouts(agenda).orElseThrow();

      assertThat(where.over()).isTrue();
      assertThat(where.last()).containsEntry(assembly.members.getLast(), "silent");
      assertThat(where.last().get(assembly.members.getFirst())).contains("in round");
    }
  }

  private static List<Councillor> honest(Assembly assembly, int from, int to) {
    return IntStream.range(from, to).mapToObj(assembly::honest).toList();
  }

  /** One member with two faces, one for the first half of the others. */
  private static List<Councillor> twins(Assembly assembly, int number) {
    var self = assembly.members.get(number);
    var faces = new TwoFaces(assembly.maos.bus(), self);
    var others = new ArrayList<>(assembly.members);
    others.remove(self);
    int half = others.size() / 2;
    return List.of(
        assembly.over(number, faces.towards(others.subList(0, half))),
        assembly.over(number, faces.towards(others.subList(half, others.size()))));
  }

  private static Agenda opened(Assembly assembly, List<Councillor> honest, Duration open) {
    var agenda = assembly.agenda(open);
    honest.forEach(it -> it.join(agenda));
    return agenda;
  }

  /** What all of them came to, checked as a stranger does. */
  private static Certificate agreed(Assembly assembly, List<Councillor> honest, Agenda agenda)
      throws InterruptedException {
    var ends = new ArrayList<Certificate>();
    for (var councillor : honest) {
      ends.add(councillor.await(agenda, PATIENCE).orElseThrow());
    }
    var check = new CertificateCheck(assembly.charter, VoterKeys.verifier());
    for (var end : ends) {
      assertThat(check.verify(CertificateCheck.write(end))).isEqualTo(end);
      assertThat(end.agreesWith(ends.getFirst())).isTrue();
    }
    assertThat(new HashSet<>(ends.stream().map(Certificate::decisions).toList())).hasSize(1);
    return ends.getFirst();
  }
}
