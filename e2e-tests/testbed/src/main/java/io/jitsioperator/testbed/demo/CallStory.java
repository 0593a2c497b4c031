package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.Condition;
import io.jitsioperator.testbed.jitsi.Conference;
import java.util.Map;

/** A change waits for people who talk, and happens when they have hung up. */
record CallStory(Stage stage) {

  private static final String JICOFO = "eu1-jicofo-0";

  /** The operator asks every 5 s, and two answers in a row that say "nobody" would do. */
  private static final int LOOKS = 4;

  void tell() throws Exception {
    Screen screen = stage.screen();
    screen.chapter("Two people talk, and a setting is changed that needs a restart of Jicofo");
    Map<String, String> before = stage.pods();
    try (Conference conference =
        screen.step(
            "two people meet, through web and Prosody", () -> stage.machine().meet("standup", 2))) {
      screen.step("kubectl patch: bridges count as overloaded from 0.7 on", this::change);
      Condition pending =
          stage.awaitReason(
              "the status says that it waits for them", "UpdatePending", "ConferencesRunning");
      screen.say(Cluster.sentence(pending));
      waits(before, conference);
      screen.step(
          "they hang up",
          () -> {
            conference.close();
            return "";
          });
      happens(before);
      screen.step("people who were cut: 0", () -> nobodyWasCut(conference));
    }
  }

  private String change() throws Exception {
    return stage.kubectl(
        "patch",
        "jitsishard",
        Stage.NAME,
        "--type=merge",
        "-p",
        "{\"spec\":{\"jicofo\":{\"bridgeSelection\":{\"stressThreshold\":0.7}}}}");
  }

  private void waits(Map<String, String> before, Conference conference) throws Exception {
    stage
        .screen()
        .step(
            "the operator looks " + LOOKS + " more times, and restarts nothing",
            () -> {
              stage.machine().awaitLooks(LOOKS);
              Stage.require(before.equals(stage.pods()), "pods were replaced: " + stage.pods());
              return nobodyWasCut(conference);
            });
    stage.screen().show("kubectl get jitsi", stage.kubectl("get", "jitsi"));
  }

  private void happens(Map<String, String> before) throws Exception {
    stage
        .screen()
        .step(
            "Jicofo is replaced, and nothing else",
            () -> {
              stage
                  .cluster()
                  .await(
                      "another " + JICOFO,
                      Stage.PATIENCE,
                      () -> isOtherJicofo(before, stage.pods()),
                      () -> stage.pods() + " after " + before);
              return before;
            });
    stage.await("nothing waits any more", "UpdatePending", "False");
    stage.await("Ready", "Ready", "True");
  }

  private static boolean isOtherJicofo(Map<String, String> before, Map<String, String> now) {
    return now.keySet().equals(before.keySet())
        && now.entrySet().stream()
            .allMatch(
                pod ->
                    pod.getKey().equals(JICOFO) != pod.getValue().equals(before.get(pod.getKey())));
  }

  private static String nobodyWasCut(Conference conference) {
    Stage.require(conference.cut().isEmpty(), "people were cut: " + conference.cut());
    return "";
  }
}
