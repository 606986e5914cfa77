package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A point of the contract: a test that runs in every way this JDK has, over kinds of wire. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Contract.Cases.class)
@interface Contract {
  /** Returns the kinds of wire it holds for. */
  WireKind[] value() default {TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM, PIPE};

  /** Makes the matrix. */
  final class Cases implements ArgumentsProvider, AnnotationConsumer<Contract> {
    private WireKind[] kinds = {};

    @Override
    public void accept(Contract contract) {
      kinds = contract.value();
    }

    @Override
    public Stream<Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Case.ways().stream()
          .flatMap(way -> Arrays.stream(kinds).map(kind -> Arguments.of(new Case(way, kind))));
    }
  }
}
