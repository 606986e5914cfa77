package dev.holdline.examples.benchmarks.figure;

/**
 * What a ratio of times has to keep when one core does all the work of both that are compared.
 * There a wake-up is a switch of threads and needs no other core, so that the ratio says what a
 * gate costs and not how fast this machine's cores wake each other.
 *
 * @param id of the headline whose ratio it is
 * @param bound of its median, on the side that the headline says
 */
public record OneCoreBound(String id, double bound) {}
