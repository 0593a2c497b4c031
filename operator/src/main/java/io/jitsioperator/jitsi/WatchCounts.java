package io.jitsioperator.jitsi;

/**
 * What the watch has done since it began, for {@code /metrics}. All but {@code shards} and {@code
 * logins} only grow.
 *
 * @param shards watched now
 * @param logins brewery logins that are open now
 * @param answers requests to Jicofos and bridges that were answered
 * @param refusals requests and looks at ports that were refused: nobody listened
 * @param silences requests and looks at ports that brought no usable answer
 * @param loginFailures tries to log in to a brewery Prosody that failed
 * @param notifications how often something was told of a shard or a pool
 */
public record WatchCounts(
    int shards,
    int logins,
    long answers,
    long refusals,
    long silences,
    long loginFailures,
    long notifications) {}
