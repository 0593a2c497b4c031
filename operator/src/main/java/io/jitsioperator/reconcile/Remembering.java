package io.jitsioperator.reconcile;

/** The memory of a resource of some kind has a part that is the same for every kind. */
interface Remembering {

  Memory<?> common();
}
