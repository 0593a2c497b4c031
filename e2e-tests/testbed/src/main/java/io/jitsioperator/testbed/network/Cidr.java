package io.jitsioperator.testbed.network;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A range of addresses.
 *
 * @param text address/prefix length, of either family
 */
record Cidr(String text) {

  boolean contains(String ip) {
    int slash = text.indexOf('/');
    byte[] net = bytes(text.substring(0, slash));
    byte[] other = bytes(ip);
    int ignored = net.length * 8 - Integer.parseInt(text.substring(slash + 1));
    return net.length == other.length
        && new BigInteger(1, net)
            .shiftRight(ignored)
            .equals(new BigInteger(1, other).shiftRight(ignored));
  }

  private static byte[] bytes(String literal) {
    try {
      return InetAddress.ofLiteral(literal).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not an address: " + literal, e);
    }
  }
}
