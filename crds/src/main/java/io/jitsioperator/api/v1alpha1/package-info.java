/**
 * What a user may ask for and what we answer. Every text here is what {@code kubectl explain}
 * prints.
 */
@NullMarked
package io.jitsioperator.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
