package io.jitsioperator.testbed.demo;

import io.jitsioperator.testbed.jitsi.Conference;

/** What the stories need done below Kubernetes, or by people. */
interface Machine {

  /** Kills the process in a pod's container, as the kernel's OOM killer would. */
  void killProcess(String namespace, String pod);

  /** Kills the operator with SIGKILL. */
  void killOperator() throws Exception;

  /** Starts the operator again and returns when it is ready. */
  void startOperator() throws Exception;

  /** People enter a room of the shard through its web front end. */
  Conference meet(String room, int participants);

  /** From now on each participant on that bridge costs it so much stress; 1 is full. */
  void stress(String bridge, double perParticipant);

  /** Returns when the operator has asked Jicofo so many times more how many conferences it has. */
  void awaitLooks(int times) throws Exception;
}
