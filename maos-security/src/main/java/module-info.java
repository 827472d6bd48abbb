import org.jspecify.annotations.NullMarked;

/** Sealed messages, keys, sessions and signatures. */
@NullMarked
module dev.maos.security {
  requires static transitive org.jspecify;
  requires transitive dev.maos;
  requires com.nimbusds.jose.jwt;
  requires org.bouncycastle.provider;

  exports dev.maos.security;
  exports dev.maos.security.access;
  exports dev.maos.security.audit;
  exports dev.maos.security.crypto;
  exports dev.maos.security.envelope;
  exports dev.maos.security.keys;
  exports dev.maos.security.limits;
  exports dev.maos.security.session;
  exports dev.maos.security.tokens;
  exports dev.maos.security.votes;
  exports dev.maos.security.wire;
}
