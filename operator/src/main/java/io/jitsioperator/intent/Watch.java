package io.jitsioperator.intent;

import java.util.List;
import java.util.Optional;

/**
 * What to ask the processes of one shard, by pod address.
 *
 * @param jicofo the Jicofo whose REST API is asked; empty while no pod has an address
 * @param ports the ports whose TCP answer is watched
 * @param brewery the login to the brewery Prosody; empty while address or password are unknown
 */
public record Watch(Optional<Target> jicofo, List<Target> ports, Optional<Login> brewery) {

  public Watch {
    ports = List.copyOf(ports);
  }

  /** One port of one pod. */
  public record Target(String pod, String podUid, String address, int port) {}

  /**
   * A login over XMPP.
   *
   * @param target Prosody's pod and port
   * @param domain XMPP domain of the account
   * @param user local part of the account
   * @param password its password
   * @param room bare JID of the room that is asked for
   */
  public record Login(Target target, String domain, String user, String password, String room) {

    /** Without the password, so that it never reaches a log. */
    @Override
    public String toString() {
      return user + "@" + domain + " at " + target.address() + ":" + target.port();
    }
  }
}
