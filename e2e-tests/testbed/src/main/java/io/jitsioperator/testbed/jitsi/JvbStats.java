package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/**
 * A bridge's statistics at one moment, by the names and types of a real one (seen with the tag
 * {@code stable/jitsi-meet_11031}). What depends on media is 0, as it was when only signalling was
 * there.
 *
 * @param values booleans, integers, floating-point numbers and texts, in the order of presence
 */
record JvbStats(Map<String, Object> values) {

  static final String NAMESPACE = "http://jitsi.org/protocol/colibri";

  private static final List<String> NAMES =
      List.of(
          """
      incoming_loss outgoing_loss overall_loss endpoints_with_high_outgoing_loss
      local_active_endpoints bit_rate_download bit_rate_upload packet_rate_download
      packet_rate_upload rtt_aggregate num_eps_oversending octo_conferences inactive_conferences
      p2p_conferences endpoints participants receive_only_endpoints inactive_endpoints
      octo_endpoints endpoints_sending_audio endpoints_sending_video largest_conference
      octo_receive_bitrate octo_receive_packet_rate octo_send_bitrate octo_send_packet_rate
      endpoints_with_suspended_sources total_conferences_created total_conferences_completed
      total_conference_seconds total_participants total_visitors
      num_eps_no_msg_transport_after_delay total_relays num_relays_no_msg_transport_after_delay
      total_keyframes_received total_layering_changes_received
      total_video_stream_milliseconds_received stress_level conferences visitors local_endpoints
      total_data_channel_messages_received total_data_channel_messages_sent
      total_colibri_web_socket_messages_received total_colibri_web_socket_messages_sent
      total_bytes_received endpoints_ice_failed dtls_failed_endpoints relays_ice_failed
      dtls_failed_relays total_bytes_sent total_packets_received total_packets_sent
      total_bytes_received_octo total_bytes_sent_octo total_packets_received_octo
      total_packets_sent_octo total_dominant_speaker_changes preemptive_kfr_sent
      preemptive_kfr_suppressed total_ice_failed total_ice_succeeded total_ice_succeeded_relayed
      average_participant_stress threads graceful_shutdown shutting_down drain current_timestamp
      relay_id muc_clients_configured muc_clients_connected mucs_configured mucs_joined
      endpoints_with_spurious_remb healthy endpoints_disconnected endpoints_reconnected version
      region
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> FRACTIONS =
      Set.of("incoming_loss", "outgoing_loss", "overall_loss", "rtt_aggregate");

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /**
   * Fills up with zeros.
   *
   * @param known what is not zero
   * @param absent of the usual ones, those that this bridge does not have
   */
  static JvbStats of(Map<String, Object> known, Predicate<String> absent) {
    Map<String, Object> all = new LinkedHashMap<>();
    NAMES.forEach(name -> all.put(name, FRACTIONS.contains(name) ? (Object) 0.0 : (Object) 0));
    all.putAll(known);
    all.keySet().removeIf(absent);
    return new JvbStats(all);
  }

  /** As in {@code current_timestamp}. */
  static String timestamp(Instant time) {
    return TIMESTAMP.format(time);
  }

  /** Body of {@code /colibri/stats}. */
  String json() {
    ObjectNode json = new ObjectMapper().valueToTree(values);
    return json.toString();
  }

  /** Element of presence, with those that pass. */
  StandardExtensionElement element(Predicate<String> passes) {
    var stats = StandardExtensionElement.builder("stats", NAMESPACE);
    values.forEach(
        (name, value) -> {
          if (passes.test(name)) {
            stats.addElement(
                StandardExtensionElement.builder("stat", NAMESPACE)
                    .addAttribute("name", name)
                    .addAttribute("value", value.toString())
                    .build());
          }
        });
    return stats.build();
  }
}
