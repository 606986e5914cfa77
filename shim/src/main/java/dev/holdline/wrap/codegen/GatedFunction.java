package dev.holdline.wrap.codegen;

import org.jspecify.annotations.Nullable;

/**
 * A function whose calls do not go straight through, or not on every thread.
 *
 * @param parameters how many it has
 * @param flagsAt index of its flags, {@link Call#NO_FLAGS} for none
 * @param lengths checks the calls that go straight through all the same, null for none
 */
public record GatedFunction(
    int parameters, int flagsAt, Handler handler, @Nullable LengthCheck lengths) {}
