package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jxmpp.jid.impl.JidCreate;

/** Somebody in the brewery who writes down every presence of the bridge {@code jvb-1}. */
final class Watcher implements AutoCloseable {

  private final XmppUser user;
  private final MultiUserChat room;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  Watcher(InetAddress brewery) throws IOException, InterruptedException {
    user = XmppUser.connect(brewery, 6222, "auth.jvb.meet.jitsi", "focus", "focuspw");
    room = user.joinMuc(JvbPod.ROOM, "focus");
    room.addParticipantListener(
        presence -> {
          if (presence.getFrom().getResourceOrEmpty().toString().equals("jvb-1")) {
            heard.add(presence.toXML().toString());
          }
        });
  }

  /** As XML, the oldest first. */
  List<String> heard() {
    return heard;
  }

  /** Statistics of the last one; empty if it has none. */
  Map<String, String> stats() {
    return heard.isEmpty() ? Map.of() : Captured.stats(heard.getLast());
  }

  /** What the room has shown of it, also when it was already there when we came. */
  Optional<String> shown() throws IOException {
    Presence presence = room.getOccupantPresence(JidCreate.entityFullFrom(JvbPod.ROOM + "/jvb-1"));
    return Optional.ofNullable(presence).map(each -> each.toXML().toString());
  }

  /** To everybody in the room. */
  void say(String words) throws Exception {
    room.sendMessage(words);
  }

  /** From its last presence. */
  String realJid() {
    return heard.getLast().replaceFirst("(?s).*jid=['\"]([^'\"]*)['\"].*", "$1");
  }

  @Override
  public void close() {
    user.close();
  }
}
