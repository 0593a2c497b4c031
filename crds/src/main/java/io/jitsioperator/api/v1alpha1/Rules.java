package io.jitsioperator.api.v1alpha1;

/**
 * The rules of the schema that stand at more than one field, or that need a word of explanation.
 * They are CEL or RE2, evaluated by the API server when a resource is written.
 */
final class Rules {

  /** A DNS subdomain, as Kubernetes demands of the names of Secrets, ConfigMaps and classes. */
  static final String OBJECT_NAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A DNS label, as Kubernetes demands of the names of namespaces. */
  static final String NAMESPACE = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** Nothing that ends a string in Lua or JavaScript: the images' templates do not quote. */
  static final String URL = "^https?://[^ \\t\\r\\n\"'\\\\]+$";

  /** As {@link #URL}; any text. */
  static final String QUOTED = "^[^\\t\\r\\n\"\\\\]+$";

  /** As {@link #QUOTED}, in a list that the images split at commas. */
  static final String QUOTED_ITEM = "^[^\\t\\r\\n\"\\\\,]+$";

  /** One line of a configuration file. */
  static final String LINE = "^[^\\r\\n]+$";

  /** The only data of Prosody that are worth a disk are the accounts of people. */
  static final String INTERNAL_STORAGE =
      "self.authentication.type != 'Internal' || has(self.prosody.storage)";

  static final String INTERNAL_STORAGE_MESSAGE =
      "authentication.type Internal needs prosody.storage: without a disk every restart of Prosody"
          + " would delete all accounts. Add prosody.storage.size, such as 1Gi.";

  /** 40: a StatefulSet's name may have 52 characters, and ours adds up to 12. */
  static final String RESOURCE_NAME =
      "size(self.metadata.name) <= 40 &&"
          + " self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')";

  static final String RESOURCE_NAME_MESSAGE =
      "metadata.name must have at most 40 characters, begin with a lower case letter and hold only"
          + " lower case letters, digits and '-' (no '-' at the end): the names of Services and"
          + " StatefulSets are made from it. Choose another name.";

  /** The last label begins with a letter: an IP address is no host name. */
  static final String HOST =
      "self.matches('^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?[.])*[a-z]([-a-z0-9]{0,61}[a-z0-9])?$')";

  static final String HOST_MESSAGE =
      "domain must be a DNS host name such as meet.example.com: lower case, without https://, port,"
          + " path or trailing dot, and no IP address.";

  /** Prosody's image splits XMPP_CONFIGURATION at commas and does not quote. */
  static final String REGION = "self.matches('^[0-9A-Za-z]([-._:/0-9A-Za-z]*[0-9A-Za-z])?$')";

  static final String REGION_MESSAGE =
      "region may hold letters, digits and the characters - . _ : / between them, such as"
          + " eu-central: it is written into configuration files that know no quoting.";

  static final String TAG = "self.matches('^[0-9A-Za-z_][-._0-9A-Za-z]*$')";

  static final String TAG_MESSAGE =
      "release must be an image tag such as stable-11146-2: letters, digits and the characters"
          + " - . _ only. For a full image reference use images.overrides.";

  static final String FIXED_TAG = "!(self in ['stable', 'latest', 'unstable'])";

  static final String FIXED_TAG_MESSAGE =
      "release must name one fixed release such as stable-11146-2: what is behind stable, latest"
          + " and unstable changes from day to day, so components of different versions would meet.";

  /** stable-N with N below 11146, as a pattern: a conversion to a number could overflow. */
  static final String SUPPORTED_TAG =
      "!self.matches('^stable-0*([0-9]{1,4}|10[0-9]{3}|110[0-9]{2}|111[0-3][0-9]|1114[0-5])(-.*)?$')";

  static final String SUPPORTED_TAG_MESSAGE =
      "release must be stable-11146 or later: the images before it lack settings that the operator"
          + " relies on. Use stable-11146-2.";

  static final String REPOSITORY =
      "self.matches('^[0-9A-Za-z]([-._0-9A-Za-z]*[0-9A-Za-z])?(:[0-9]{1,5})?"
          + "(/[0-9a-z]([-._0-9a-z]*[0-9a-z])?)*$')";

  static final String REPOSITORY_MESSAGE =
      "images.repository must be a registry with an optional path, such as ghcr.io/jitsi: without"
          + " https://, without a slash at the end and without a tag (the tag is spec.release).";

  /** Without tag and digest a node would pull {@code :latest}. */
  static final String IMAGE =
      "self.matches('^[0-9A-Za-z]([-._0-9A-Za-z]*[0-9A-Za-z])?(:[0-9]{1,5})?"
          + "(/[0-9a-z]([-._0-9a-z]*[0-9a-z])?)*"
          + "(:[0-9A-Za-z_][-._0-9A-Za-z]{0,127}|(:[0-9A-Za-z_][-._0-9A-Za-z]{0,127})?@sha256:[0-9a-f]{64})$')";

  static final String IMAGE_MESSAGE =
      "an image override must be a full image reference with a tag or a sha256 digest, such as"
          + " registry.example.com/jitsi/web:stable-11146-2.";

  static final String IMAGE_DEFAULT =
      "Default: from images.repository and release. Example:"
          + " registry.example.com/jitsi/web:stable-11146-2.";

  /** The scheduler would refuse such a pod, long after the user has gone. */
  static final String REQUESTS =
      "!has(self.limits) || !has(self.requests) || ['cpu', 'memory'].all(k, !(k in self.limits) ||"
          + " !(k in self.requests) || quantity(string(self.requests[k]))"
          + ".compareTo(quantity(string(self.limits[k]))) <= 0)";

  static final String REQUESTS_MESSAGE =
      "a request of cpu or memory must not be greater than its limit, or Kubernetes refuses the"
          + " pod: raise resources.limits or lower resources.requests.";

  static final String PARTICIPANTS_MESSAGE =
      "maxBridgeParticipants must be 1 or more, or -1 for no limit: with 0 no bridge would take"
          + " anybody.";

  /** No zero: a deadline of no time is the policy Immediately. */
  static final String DURATION = "self.matches('^[1-9][0-9]{0,3}[mhd]$')";

  static final String DEADLINE_MESSAGE =
      "updates.deadline must be one number from 1 to 9999 and a unit, m, h or d, such as 90m, 24h or"
          + " 7d. To end calls at once use updates.policy: Immediately.";

  static final String WINDOW_DURATION_MESSAGE =
      "updates.window.duration must be one number from 1 to 9999 and a unit, m, h or d, such as 90m"
          + " or 2h.";

  /** Only the shape: what the fields may say, the operator finds out. */
  static final String CRON = "self.matches('^[-*/,0-9A-Za-z]+( [-*/,0-9A-Za-z]+){4}$')";

  static final String CRON_MESSAGE =
      "updates.window.cron must be a Unix cron expression of five fields with one space between"
          + " them (minute, hour, day of month, month, day of week), such as '0 2 * * 6' for"
          + " Saturdays at 2:00.";

  /** The API server tries it on the default {} before it fills in the defaults below that. */
  static final String SELECTOR =
      "has(self.selector) == (has(self.from) && self.from == 'Selector')";

  static final String SELECTOR_MESSAGE =
      "allowedNamespaces needs selector with from: Selector, and takes none with Same or All: add"
          + " the selector, or remove it.";

  /** NotIn without values would match everything, In nothing: nobody means either. */
  static final String EXPRESSIONS =
      "!has(self.matchExpressions) || self.matchExpressions.all(e, e.operator in ['In', 'NotIn'] ?"
          + " has(e.values) && size(e.values) > 0 : !has(e.values) || size(e.values) == 0)";

  static final String EXPRESSIONS_MESSAGE =
      "a match expression needs values with In and NotIn, and takes none with Exists and"
          + " DoesNotExist: add them, or remove them.";

  /** As {@link #DURATION}, but no patience at all is a wish, too. */
  static final String PATIENCE = "self.matches('^(0|[1-9][0-9]{0,3})[smhd]$')";

  static final String PATIENCE_MESSAGE =
      "drain.patience must be one number from 0 to 9999 and a unit, s, m, h or d, such as 30m or 2h"
          + " (0s: do not wait).";

  static final String DRAIN_TIMEOUT_MESSAGE =
      "drain.timeout must be one number from 1 to 9999 and a unit, m, h or d, such as 6h. Remove it"
          + " to never cut anybody.";

  static final String SURGE = "self.matches('^([1-9][0-9]{0,2}|([1-9][0-9]?|100)%)$')";

  static final String SURGE_MESSAGE =
      "updates.maxSurge must be a number from 1 to 999 in quotes, such as '2', or a percentage from"
          + " 1% to 100%, such as 25%.";

  static final String UNAVAILABLE = "self.matches('^(0|[1-9][0-9]{0,2}|(0|[1-9][0-9]?|100)%)$')";

  static final String UNAVAILABLE_MESSAGE =
      "updates.maxUnavailable must be a number from 0 to 999 in quotes, such as '1', or a percentage"
          + " from 0% to 100%, such as 10%.";

  /** Whether it is an address that can be used is the bridge's to say. */
  static final String ADDRESS = "^[0-9a-fA-F.:]{2,45}$";

  /** The API server tries it on the default {} before it fills in the defaults below that. */
  static final String ADDRESSES =
      "(has(self.addresses) && size(self.addresses) > 0) =="
          + " (has(self.advertise) && self.advertise == 'Addresses')";

  static final String ADDRESSES_MESSAGE =
      "media.addresses goes with media.advertise: Addresses, and only with it: add the addresses, or"
          + " remove them.";

  /** The address of a Service is the only one under which participants reach such a bridge. */
  static final String ADVERTISE =
      "!has(self.advertise) || (has(self.exposure) && self.exposure == 'LoadBalancer' ?"
          + " self.advertise in ['ServiceIngress', 'Addresses'] :"
          + " self.advertise != 'ServiceIngress')";

  static final String ADVERTISE_MESSAGE =
      "media.advertise: ServiceIngress goes with media.exposure: LoadBalancer, which takes only it"
          + " or Addresses: remove media.advertise, or correct it.";

  static final String PORTS = "!has(self.to) || (self.to >= self.from && self.to < self.from + 64)";

  static final String PORTS_MESSAGE =
      "media.ports.to must be media.ports.from or more, and 64 ports at most lie between them.";

  private Rules() {}

  /** The API server tries it on objects that are not complete yet. */
  static final String MIN_MAX =
      "!has(self.minReplicas) || !has(self.maxReplicas) || self.minReplicas <= self.maxReplicas";

  static final String MIN_MAX_MESSAGE =
      "autoscaling.minReplicas must not be greater than autoscaling.maxReplicas: lower the one or"
          + " raise the other.";

  static final String HEADROOM =
      "(has(self.bridges) ? 1 : 0) + (has(self.participants) ? 1 : 0) + (has(self.percent) ? 1 : 0)"
          + " == 1";

  static final String HEADROOM_MESSAGE =
      "autoscaling.headroom takes exactly one of bridges, participants and percent: name one.";

  static final String SCHEDULE_MESSAGE =
      "autoscaling.schedules[].schedule must be a Unix cron expression of five fields with one space"
          + " between them (minute, hour, day of month, month, day of week), such as '0 8 * * 1-5'"
          + " for working days at 8:00.";

  static final String SCHEDULE_DURATION_MESSAGE =
      "autoscaling.schedules[].duration must be one number from 1 to 9999 and a unit, m, h or d, such"
          + " as 90m or 10h.";

  static final String RAMP_MESSAGE =
      "autoscaling.schedules[].rampUp must be one number from 0 to 9999 and a unit, s, m, h or d,"
          + " such as 15m.";
}
