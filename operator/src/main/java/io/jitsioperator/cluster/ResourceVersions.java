package io.jitsioperator.cluster;

/** Compares versions of one object. */
public final class ResourceVersions {

  private ResourceVersions() {}

  /**
   * Whether the first comes before the second. Kubernetes' versions are growing decimal numbers
   * (KEP-5504); of others nothing is known, so none is older.
   */
  public static boolean isOlder(String first, String second) {
    try {
      return Long.parseUnsignedLong(first) < Long.parseUnsignedLong(second);
    } catch (NumberFormatException opaque) {
      return false;
    }
  }
}
