package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jitsioperator.testbed.node.Container;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People meet in a shard: through web and a real Prosody, led by the simulated Jicofo. */
class ConferenceTest {

  private static final String DOMAIN = "meet.example.com";
  private static final String BOSH = "http://eu1-prosody.test.svc.cluster.local:5280";

  private final ObjectMapper json = new ObjectMapper();

  @TempDir Path folder;
  private Shard shard;
  private InetAddress jicofoAddress;
  private Container prosody;
  private Container jicofo;
  private Container web;
  private FrontEnd front;

  @BeforeEach
  void shard() throws Exception {
    shard = new Shard(folder);
    InetAddress main = Shard.address();
    InetAddress webAddress = Shard.address();
    jicofoAddress = Shard.address();
    shard.service("eu1-prosody.test.svc.cluster.local", main);
    prosody = shard.prosody(main, Shard.env());
    jicofo =
        shard.start(
            "jicofo",
            jicofoAddress,
            Shard.env(
                "XMPP_SERVER", "eu1-prosody.test.svc.cluster.local", "JICOFO_ENABLE_REST", "1"));
    web =
        shard.start(
            "web",
            webAddress,
            Map.of("XMPP_BOSH_URL_BASE", BOSH, "PUBLIC_URL", "https://" + DOMAIN));
    front =
        new FrontEnd((host, port) -> new InetSocketAddress(webAddress, 8000), "eu1-web", DOMAIN);
    Shard.awaitLog(jicofo, "Discovered components");
  }

  @AfterEach
  void end() {
    shard.close();
  }

  private JsonNode get(String path) throws Exception {
    return json.readTree(
        URI.create("http://" + jicofoAddress.getHostAddress() + ":8888" + path).toURL());
  }

  private int conferences() throws Exception {
    return get("/stats").get("conferences").asInt();
  }

  private JsonNode room(String room) throws Exception {
    return get("/debug").path("focus_manager").path(room + "@muc.meet.jitsi");
  }

  private void awaitConferences(int number) {
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() -> assertThat(conferences()).isEqualTo(number));
  }

  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new TreeSet<>();
    node.properties()
        .forEach(
            field -> {
              keys.add(field.getKey());
              keys(field.getValue()).forEach(below -> keys.add(field.getKey() + "/" + below));
            });
    return keys;
  }

  private JsonNode captured(String name) throws Exception {
    return json.readTree(getClass().getResource("/captured/" + name));
  }

  @Test
  void jicofoCountsThoseWhoMeetUntilTheyHangUp() throws Exception {
    assertThat(conferences()).isZero();
    Conference first = Conference.start(front, "first", 3);
    Conference second = Conference.start(front, "second", 2);

    assertThat(conferences()).isEqualTo(2);
    await().untilAsserted(() -> assertThat(room("first").asInt()).isEqualTo(3));
    await().untilAsserted(() -> assertThat(room("second").asInt()).isEqualTo(2));
    assertThat(get("/stats").get("total_participants").asInt()).isEqualTo(5);
    first.close();
    awaitConferences(1);
    second.close();
    awaitConferences(0);
    assertThat(get("/stats").get("total_conferences_created").asInt()).isEqualTo(2);
    assertThat(first.cut()).isEmpty();
    assertThat(second.cut()).isEmpty();
  }

  @Test
  void answersInTheShapeOfARealOne() throws Exception {
    try (Conference conference = Conference.start(front, "test3", 3)) {
      Set<String> real = keys(captured("jicofo-stats-conference.json"));
      // Sessions with a bridge, which there is none of.
      real.removeIf(key -> key.startsWith("queues/") || key.startsWith("jingle/received/"));
      real.removeIf(key -> key.startsWith("jingle/sent/"));
      assertThat(keys(get("/stats"))).isEqualTo(real);
      assertThat(conference.cut()).isEmpty();
    }
  }

  @Test
  void countsPeopleAsARealOne() throws Exception {
    JsonNode real = captured("jicofo-stats-conference.json");
    shard.images().conferences().set("test", "jicofo-0", new ConferenceBook.Load(1, 3));

    JsonNode stats = get("/stats");
    for (String name :
        new String[] {
          "conferences", "participants", "largest_conference", "endpoint_pairs", "conference_sizes"
        }) {
      assertThat(stats.get(name)).as(name).isEqualTo(real.get(name));
    }
  }

  @Test
  void whoStaysBehindIsStillAConference() throws Exception {
    Conference conference = Conference.start(front, "lonely", 1);
    assertThat(conferences()).as("one who waits for the others").isOne();
    assertThat(room("lonely").asInt()).as("who waits alone is not invited").isZero();

    try (Conference others = Conference.start(front, "lonely", 1)) {
      await().untilAsserted(() -> assertThat(room("lonely").asInt()).isEqualTo(2));
      assertThat(others.cut()).isEmpty();
    }
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() -> assertThat(room("lonely").asInt()).isZero());
    assertThat(conferences()).as("its session has timed out, it waits again").isOne();
    assertThat(conference.cut()).isEmpty();
    conference.close();
    awaitConferences(0);
  }

  @Test
  void aConferenceCountsFromTheRequestAndEndsWhenNobodyComes() throws Exception {
    Participant atTheDoor = Participant.ask(front, "empty", Login.anonymous());
    assertThat(conferences()).isOne();

    Shard.awaitLog(jicofo, "Expiring: nobody has come.");
    awaitConferences(0);
    atTheDoor.leave();
  }

  @Test
  void prosodysEndCutsEverybody() {
    Conference conference = Conference.start(front, "cut", 2);
    ((ProsodyContainer) prosody).crash();

    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() -> assertThat(conference.cut()).hasSize(2));
    awaitConferences(0);
    conference.close();
    assertThat(conference.cut()).as("hanging up later changes nothing").hasSize(2);
  }

  @Test
  void jicofosEndCutsEverybody() {
    Conference conference = Conference.start(front, "cut", 2);
    ((JicofoContainer) jicofo).crash();

    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() -> assertThat(conference.cut()).hasSize(2));
    assertThat(conference.cut().getFirst()).contains("the focus has left");
  }

  @Test
  void theEndOfAWebFrontEndCutsThoseWhoCameThroughIt() {
    Conference conference = Conference.start(front, "cut", 2);
    web.kill();

    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() -> assertThat(conference.cut()).hasSize(2));
  }

  @Test
  void aPageThatSendsBrowsersElsewhereLeadsNowhere() {
    FrontEnd other = new FrontEnd(front.network(), front.service(), "other.example.com");

    assertThatThrownBy(() -> Conference.start(other, "room", 1))
        .hasStackTraceContaining("sends browsers to https://meet.example.com/http-bind");
  }

  @Test
  void theAnswerToARequestLooksLikeARealOne() throws Exception {
    String real =
        new String(
            getClass()
                .getResourceAsStream("/captured/jicofo-conference-iq-response.xml")
                .readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    ConferenceIq answer =
        new ConferenceIq("test10@muc.meet.jitsi").answer("focus@auth.meet.jitsi", true, false);

    assertThat(tags(answer.toXML().toString())).isEqualTo(tags(real));
  }

  /** The {@code conference} element, attributes in order. */
  private static Set<String> tags(String iq) {
    Set<String> tags = new TreeSet<>();
    var tag = java.util.regex.Pattern.compile("<(conference|property)\\s([^>]*?)/?>").matcher(iq);
    while (tag.find()) {
      Set<String> attributes = new TreeSet<>();
      var attribute = java.util.regex.Pattern.compile("\\S+='[^']*'").matcher(tag.group(2));
      while (attribute.find()) {
        attributes.add(attribute.group());
      }
      tags.add(tag.group(1) + " " + attributes);
    }
    return tags;
  }
}
