package io.jitsioperator.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressBlockTest {

  @Test
  void twoBlocksShareNoAddress() throws IOException {
    try (AddressBlock one = AddressBlock.claim();
        AddressBlock other = AddressBlock.claim()) {
      assertThat(one.take()).isNotEqualTo(other.take());
      assertThat(one.controlPlane()).isNotEqualTo(other.controlPlane());
      assertThat(one.node(0)).isNotEqualTo(other.node(0));
    }
  }

  @Test
  void anAddressRestsBeforeItIsUsedAgain() throws IOException {
    try (AddressBlock block = AddressBlock.claim()) {
      Set<InetAddress> seen = new HashSet<>();
      for (int i = 0; i < 255 * 254; i++) {
        InetAddress address = block.take();
        assertThat(seen.add(address)).as("%s for the second time", address).isTrue();
        block.release(address);
      }
      assertThatThrownBy(block::take).as("all rest").hasMessageContaining("in use or rest");
      assertThat(seen).allMatch(InetAddress::isLoopbackAddress);
    }
  }

  @Test
  void nodesAndPodsDoNotMeet() throws IOException {
    try (AddressBlock block = AddressBlock.claim()) {
      assertThat(block.controlPlane().getAddress()[2]).isZero();
      assertThat(block.node(244).getAddress()[2]).isZero();
      assertThat(block.take().getAddress()[2]).isNotZero();
    }
  }
}
