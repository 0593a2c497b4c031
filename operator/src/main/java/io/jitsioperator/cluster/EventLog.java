package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventSeriesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.cluster.WriteMetrics.Outcome;
import io.jitsioperator.intent.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells users what happened, as Kubernetes events. One fact is one event, however often it is told:
 * a repetition raises the count of its series, at most once a minute. An event that cannot be
 * written is only logged: it is no reason to do anything again.
 */
public final class EventLog {

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private static final Duration QUIET = Duration.ofMinutes(1);

  /** What is remembered: far more than happens within the hour that the API server keeps events. */
  private static final int REMEMBERED = 2000;

  private static final String CONTROLLER = "jitsi-operator.io/jitsi-operator";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private record Told(int count, Instant written) {}

  private final KubernetesClient client;
  private final WriteMetrics metrics;
  private final InstantSource clock;
  private final String identity;
  private final Map<String, Told> told =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Reports as that replica of the operator. */
  public EventLog(
      KubernetesClient client, WriteMetrics metrics, InstantSource clock, String identity) {
    this.client = client;
    this.metrics = metrics;
    this.clock = clock;
    this.identity = identity;
  }

  /** Tells that about the object. */
  public void tell(HasMetadata about, Notice notice) {
    var name = name(about, notice);
    var now = clock.instant();
    var count = count(about.getMetadata().getNamespace() + "/" + name, now);
    if (count == 0) {
      return;
    }
    try {
      write(about, name, notice, count, now);
      metrics.wrote("Event", count == 1 ? Outcome.CREATED : Outcome.CHANGED);
    } catch (KubernetesClientException e) {
      if (Refusal.isOfEndingNamespace(e)) {
        // Nobody could read it: events end with their namespace.
        LOG.debug("Event {} was dropped: {}", notice, Refusal.sentence(e));
        return;
      }
      metrics.wrote("Event", Outcome.FAILED);
      LOG.warn("Event {} was not written: {}", notice, Refusal.sentence(e));
    }
  }

  private void write(HasMetadata about, String name, Notice notice, int count, Instant now) {
    var namespace = about.getMetadata().getNamespace();
    var event = event(about, name, notice, now);
    if (count == 1 && create(event)) {
      return;
    }
    if (!raise(namespace, name, Math.max(2, count), now) && count > 1 && create(event)) {
      // The API server has dropped it after its hour: the series begins anew.
      begin(namespace + "/" + name, now);
    }
  }

  private synchronized void begin(String key, Instant now) {
    told.put(key, new Told(1, now));
  }

  /** One name for one fact, so that a restarted operator finds the event it has told before. */
  private static String name(HasMetadata about, Notice notice) {
    var fact = about.getMetadata().getUid() + "/" + notice.reason() + "/" + notice.message();
    var digest = UUID.nameUUIDFromBytes(fact.getBytes(StandardCharsets.UTF_8)).toString();
    return about.getMetadata().getName() + "." + digest.substring(24);
  }

  /** How often it was told, this time included; 0 if it was written less than a minute ago. */
  private synchronized int count(String key, Instant now) {
    var last = told.get(key);
    if (last == null) {
      told.put(key, new Told(1, now));
      return 1;
    }
    var due = !now.isBefore(last.written().plus(QUIET));
    told.put(key, new Told(last.count() + 1, due ? now : last.written()));
    return due ? last.count() + 1 : 0;
  }

  private boolean create(Event event) {
    try {
      client.resource(event).create();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409) {
        return false; // told by an earlier run of the operator
      }
      throw e;
    }
  }

  /** Returns whether there is such an event. */
  private boolean raise(String namespace, String name, int count, Instant now) {
    var series =
        new EventSeriesBuilder()
            .withCount(count)
            .withLastObservedTime(new MicroTime(MICROS.format(now)))
            .build();
    // By an object: by a name alone, the client would read the event first, for which we lack the
    // right.
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .build();
    try {
      client
          .resource(event)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              Serialization.asJson(Map.of("series", series)));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  private Event event(HasMetadata about, String name, Notice notice, Instant now) {
    var meta = about.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(meta.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController(CONTROLLER)
        .withReportingInstance(identity)
        .withAction("Reconcile")
        .withReason(notice.reason())
        .withType(notice.type().word())
        .withNote(shortened(notice.message()))
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .build())
        .build();
  }

  /** A note may have 1024 bytes (kubernetes pkg/apis/core/validation/events.go). */
  private static String shortened(String message) {
    return message.length() <= 1000 ? message : message.substring(0, 997) + "...";
  }
}
