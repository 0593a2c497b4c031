package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.jitsi.HttpListener.Answer;
import io.jitsioperator.testbed.jitsi.HttpListener.Handler;
import io.jitsioperator.testbed.jitsi.HttpListener.Request;
import java.util.function.Consumer;

/** Tells whoever wants to know what bridges and Jicofos were ordered to do from outside. */
final class Orders {

  private volatile Consumer<String> listener = any -> {};

  /** From now on this hears of every order, after it was obeyed and before the answer goes out. */
  void listener(Consumer<String> who) {
    listener = who;
  }

  /** The same answers; who gave an order waits for the listener. */
  Handler heard(Handler handler) {
    return request -> {
      Answer answer = handler.answer(request);
      if (isOrder(request)) {
        listener.accept(request.method() + " " + request.path());
      }
      return answer;
    };
  }

  /** A bridge is ordered by POST, a Jicofo by a GET that moves people (contracts §3.2, §5.3). */
  private static boolean isOrder(Request request) {
    return request.method().equals("POST") || request.path().startsWith("/move-endpoints/");
  }
}
