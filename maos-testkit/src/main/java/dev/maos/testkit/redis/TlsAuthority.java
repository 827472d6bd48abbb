package dev.maos.testkit.redis;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A file of certificates that we trust, in PEM.
 *
 * @param file empty for none, which means no TLS
 */
record TlsAuthority(Path file) {
  static final TlsAuthority NONE = new TlsAuthority(Path.of(""));

  boolean isGiven() {
    return !file.toString().isEmpty();
  }

  /** Encrypts a connected socket, and trusts only servers that the authority signed. */
  Socket wrap(Socket socket) throws IOException {
    var host = socket.getInetAddress().getHostAddress();
    return sockets().createSocket(socket, host, socket.getPort(), true);
  }

  private SSLSocketFactory sockets() throws IOException {
    try (var in = Files.newInputStream(file)) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot trust " + file, e);
    }
  }
}
