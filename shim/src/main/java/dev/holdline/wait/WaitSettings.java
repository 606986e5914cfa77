package dev.holdline.wait;

/**
 * How threads wait.
 *
 * @param sliceNanos longest single wait in the kernel
 * @param interrupts what an interrupt does to a wait
 * @param wakeOnClose whether closing a descriptor ends the waits on it
 * @param directWaiters platform threads that may wait by themselves; more of them park
 */
public record WaitSettings(
    long sliceNanos, InterruptPolicy interrupts, boolean wakeOnClose, int directWaiters) {}
