/**
 * An MQTT 3.1.1 client as a porter of C leaves it: {@code int} descriptors, {@code byte[]} buffers,
 * errno, and packets built by hand.
 *
 * <p>Nothing in here knows of Holdline. Whoever makes a {@link
 * dev.holdline.examples.mqtt.MqttClient} decides, by the one line that loads {@link
 * dev.holdline.examples.mqtt.LibC}, whether its descriptor is held.
 */
@NullMarked
package dev.holdline.examples.mqtt;

import org.jspecify.annotations.NullMarked;
