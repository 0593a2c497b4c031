package io.jitsioperator.testbed.network;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The network as one pod sees it: names become pod addresses, and NetworkPolicies of both ends are
 * obeyed.
 */
@FunctionalInterface
public interface PodNetwork {

  /**
   * Where a TCP connection to {@code host:port} ends.
   *
   * @param host a pod's address, or {@code name[.ns[.svc[.cluster domain]]]} of a Service
   * @return address and port of one pod behind it (Service port translated to its target port)
   * @throws IOException the sentence that says why not: no such Service, no ready endpoint, no such
   *     port, or the policy that denies it
   */
  InetSocketAddress resolve(String host, int port) throws IOException;
}
