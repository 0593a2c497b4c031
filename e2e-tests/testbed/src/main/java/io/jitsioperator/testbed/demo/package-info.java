/** What {@code make demo} shows: the story of one shard, every step asserted from the API. */
@NullMarked
package io.jitsioperator.testbed.demo;

import org.jspecify.annotations.NullMarked;
