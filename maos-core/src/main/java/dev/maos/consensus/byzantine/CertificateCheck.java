package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.ByteReader;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Verifies certificates, offline: it needs the charter of the committee and somebody who checks
 * signatures, and neither a seat nor a server. Thread-safe.
 *
 * <p>It checks that the certificate is of this committee and epoch, that each ballot fits and was
 * signed by its voter, that the ballots come to the decisions, and that a quorum of different
 * members signed just that. A certificate has one form, so no bit of it can change and still pass.
 */
public final class CertificateCheck {
  private final Charter charter;
  private final VoteVerifier verifier;

  /**
   * A check for this committee.
   *
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY} if one of its keys is none
   */
  public CertificateCheck(Charter charter, VoteVerifier verifier) {
    charter.requireKeys(verifier);
    this.charter = charter;
    this.verifier = verifier;
  }

  /**
   * The certificate of these bytes, if all of it is true.
   *
   * @throws MaosException {@link ErrorCode#INVALID_CERTIFICATE} with the reason
   */
  public Certificate verify(byte[] bytes) {
    var certificate = read(bytes);
    verify(certificate);
    return certificate;
  }

  /**
   * Reads a certificate and believes nothing of it.
   *
   * @throws MaosException {@link ErrorCode#INVALID_CERTIFICATE} if these bytes are none
   */
  public static Certificate read(byte[] bytes) {
    try {
      var certificate = FormReader.certificate(bytes);
      if (!Arrays.equals(Form.certificate(certificate), bytes)) {
        throw ByteReader.foreign("has a part that is written in another way than the one allowed");
      }
      return certificate;
    } catch (MaosException | IllegalArgumentException foreign) {
      throw new MaosException(
          ErrorCode.INVALID_CERTIFICATE,
          "these bytes are no certificate: " + foreign.getMessage(),
          foreign);
    }
  }

  /** Whether these bytes begin as a certificate does. */
  public static boolean isCertificate(byte[] bytes) {
    var head = Form.head(Form.CERTIFICATE);
    return bytes.length > head.length && Arrays.equals(bytes, 0, head.length, head, 0, head.length);
  }

  /** The bytes of a certificate, as docs/certificates.md describes them. */
  public static byte[] write(Certificate certificate) {
    return Form.certificate(certificate);
  }

  /**
   * Refuses a certificate of which anything is untrue.
   *
   * @throws MaosException {@link ErrorCode#INVALID_CERTIFICATE} with the reason
   */
  public void verify(Certificate certificate) {
    var agenda = certificate.agenda();
    require(
        agenda.charter().equals(charter),
        "it is of the committee %s in epoch %d, not of %s in epoch %d"
            .formatted(
                agenda.charter().id(), agenda.charter().epoch(), charter.id(), charter.epoch()));
    require(certificate.set().isInOrder(), "its ballots are not in order, or one is there twice");
    certificate.set().papers().forEach(paper -> verify(agenda, paper));
    var judgement = agenda.judge(certificate.set());
    require(
        judgement.decisions().equals(certificate.decisions()),
        "its ballots come to %s, not to %s"
            .formatted(judgement.decisions(), certificate.decisions()));
    require(certificate.round() >= 0, "there is no round %d".formatted(certificate.round()));
    verifyCommits(certificate, new Statement.Commit(certificate.round(), judgement.digest()));
  }

  private void verify(Agenda agenda, Signed<Statement.Paper> paper) {
    try {
      agenda.check(paper.signer(), paper.statement());
    } catch (MaosException unfit) {
      throw refused("the ballot of " + paper.signer() + " does not fit: " + unfit.getMessage());
    }
    verify(agenda, paper, "ballot");
  }

  private void verify(Agenda agenda, Signed<?> signed, String what) {
    require(charter.includes(signed.signer()), "%s is no member".formatted(signed.signer()));
    require(
        signed.isTrue(charter, agenda.id(), verifier),
        "the signature of %s under its %s is false".formatted(signed.signer(), what));
  }

  private void verifyCommits(Certificate certificate, Statement.Commit wanted) {
    var signers = new TreeSet<AgentId>();
    for (var commit : certificate.commits()) {
      var signer = commit.signer();
      require(
          signers.isEmpty() || signers.last().compareTo(signer) < 0,
          "the commit of %s is not in order, or there twice".formatted(signer));
      signers.add(signer);
      require(
          commit.statement().equals(wanted), "%s signed something else".formatted(commit.signer()));
      verify(certificate.agenda(), commit, "commit");
    }
    require(
        signers.size() >= charter.quorum(),
        "%d members signed it, and %d of %d are needed"
            .formatted(signers.size(), charter.quorum(), charter.members().size()));
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw refused(reason);
    }
  }

  private static MaosException refused(String reason) {
    return new MaosException(ErrorCode.INVALID_CERTIFICATE, reason);
  }
}
