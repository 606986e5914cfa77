/**
 * The show: it runs the ported client on plain libc and held, and puts the two beside each other.
 *
 * <p>Every wait in here is bounded. Of Holdline it uses what {@link
 * dev.holdline.examples.mqtt.show.Side} loads, and the counters of one hold.
 */
@NullMarked
package dev.holdline.examples.mqtt.show;

import org.jspecify.annotations.NullMarked;
