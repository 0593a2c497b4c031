package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Jicofo offers to participants, beside what a real one offered. */
class JingleIqTest {

  @Test
  void anOfferIsPartOfARealOne() throws Exception {
    String offer =
        JingleIq.initiate(
                "sid",
                "focus@auth.meet.jitsi/focus",
                new InetSocketAddress(InetAddress.getByName("198.18.0.1"), 10000))
            .toXML()
            .toString()
            // Of the stream, which a server does not repeat.
            .replace(" xmlns='jabber:client'", "");
    Set<String> real = tags(Captured.text("jicofo-session-initiate.xml"));
    assertThat(tags(offer)).contains("candidate ip", "jingle sid").isSubsetOf(real);
  }

  /** Each element with each of its attributes. */
  private static Set<String> tags(String xml) {
    Set<String> tags = new TreeSet<>();
    var tag = Pattern.compile("<([a-z-]+)([^>]*)>").matcher(xml);
    while (tag.find()) {
      var attribute = Pattern.compile("([a-z]+)='").matcher(tag.group(2));
      while (attribute.find()) {
        tags.add(tag.group(1) + " " + attribute.group(1));
      }
    }
    return tags;
  }
}
