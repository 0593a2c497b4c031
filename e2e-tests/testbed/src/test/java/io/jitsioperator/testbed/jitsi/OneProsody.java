package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.node.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** The Prosody of a shard, with what a test asks it. */
final class OneProsody implements AutoCloseable {

  final Shard shard;
  final InetAddress address;

  OneProsody(Path folder) throws IOException {
    shard = new Shard(folder);
    address = Shard.address();
  }

  /** Starts with those variables beside those that it must have, and waits for its set-up. */
  Container start(String... env) throws IOException {
    return shard.prosody(address, Shard.env(env));
  }

  XmppUser login(int port, String domain, String user, String password) throws Exception {
    return XmppUser.connect(address, port, domain, user, password);
  }

  boolean canLogIn(int port, String jid, String password) throws Exception {
    String[] parts = jid.split("@", 2);
    try (XmppUser user = login(port, parts[1], parts[0], password)) {
      return user.jid().startsWith(jid + "/");
    } catch (IOException refused) {
      return false;
    }
  }

  HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://" + address.getHostAddress() + ":5280" + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, 5222), 1000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Override
  public void close() {
    shard.close();
  }
}
