package dev.maos.examples;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.tokens.TokenClaims;
import dev.maos.security.tokens.TokenIssuer;
import dev.maos.security.tokens.TokenProof;
import dev.maos.security.tokens.TokenVerifier;
import dev.maos.security.tokens.UnauthenticatedException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A token lets in the agent that it was made for, nobody else, and not for ever. */
public class TokensOfAgents {
  private static final AgentId OFFICE = AgentId.of("office");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final AgentId THIEF = AgentId.of("thief");
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final ManualTime time = new ManualTime(); // in a program: TimeSource.system()
  private final SecureRandom random = new SecureRandom();
  private final CommunicationSecurity door = security();

  public static void main(String[] args) {
    new TokensOfAgents().run();
  }

  private void run() {
    // Each of them would be a process of its own; the public keys, as PEM, go from one to another.
    var office = security();
    var officePem = office.generateAgentKeys(OFFICE).toPem();
    var worker = security();
    var workerPem = worker.generateAgentKeys(WORKER).toPem();
    var thief = security();
    thief.generateAgentKeys(THIEF);

    // At the office, which knows whom it gives tokens to.
    var officeKey = office.keys().own(OFFICE).key(KeyPurpose.SIGN);
    var issuer = new TokenIssuer(officeKey, "office", "maos", time, random);
    var workerKeys = AgentPublicKeys.fromPem(WORKER, workerPem);
    var token = issuer.issue(workerKeys, List.of("reader"), LIFE);

    // At the door, which has no private key at all.
    door.importAgentPublicKey(WORKER, workerPem);
    var known = AgentPublicKeys.fromPem(OFFICE, officePem).key(KeyPurpose.SIGN).orElseThrow();
    var verifier = new TokenVerifier(known, "office", "maos", time, random);

    var workerKey = worker.keys().own(WORKER).key(KeyPurpose.SIGN);
    var claims = shown(verifier, token, workerKey);
    System.out.println("Let in: " + claims.agent() + ", " + claims.roles());

    refused("Stolen", verifier, token, thief.keys().own(THIEF).key(KeyPurpose.SIGN));
    door.revokeToken(verifier, claims.id());
    refused("Revoked", verifier, token, workerKey);
    var another = issuer.issue(workerKeys, List.of("reader"), LIFE);
    time.advance(LIFE.plusSeconds(30)); // so much may clocks differ
    refused("Expired", verifier, another, workerKey);
  }

  private TokenClaims shown(TokenVerifier verifier, String token, AgentKey key) {
    var challenge = verifier.challenge(); // of the door, for whoever shows a token
    var proof = TokenProof.of(key, token, challenge); // made by who has the key
    return door.authenticate(verifier, token, proof);
  }

  private void refused(String what, TokenVerifier verifier, String token, AgentKey key) {
    try {
      shown(verifier, token, key);
      System.out.println(what + ": let in");
    } catch (UnauthenticatedException e) {
      // The fault is for the door alone; whoever stands before it hears the code.
      System.out.println(what + ": " + e.code() + ", " + e.fault());
    }
  }

  private CommunicationSecurity security() {
    var policy = SecurityPolicy.defaults().allowedCiphers(Set.of(CipherSuite.HPKE_X25519));
    return CommunicationSecurity.builder(policy).time(time).build();
  }
}
