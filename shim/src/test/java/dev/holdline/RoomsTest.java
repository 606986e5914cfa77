package dev.holdline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jnr.ffi.LibraryLoader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The table of rooms in the design: who may know whom. */
final class RoomsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.holdline");

  @Test
  void rooms_eachOne_usesOnlyWhatTheTableAllows() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("root")
        .definedBy("dev.holdline")
        .layer("annotation")
        .definedBy("dev.holdline.annotation..")
        .layer("posix")
        .definedBy("dev.holdline.posix..")
        .layer("selector")
        .definedBy("dev.holdline.selector..")
        .layer("held")
        .definedBy("dev.holdline.held..")
        .layer("wait")
        .definedBy("dev.holdline.wait..")
        .layer("gate")
        .definedBy("dev.holdline.gate..")
        .layer("wrap")
        .definedBy("dev.holdline.wrap..")
        .optionalLayer("background")
        .definedBy("dev.holdline.background..")
        .optionalLayer("stream")
        .definedBy("dev.holdline.stream..")
        .optionalLayer("reconnect")
        .definedBy("dev.holdline.reconnect..")
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("annotation")
        .mayNotAccessAnyLayer()
        .whereLayer("posix")
        .mayNotAccessAnyLayer()
        .whereLayer("selector")
        .mayOnlyAccessLayers("posix")
        .whereLayer("held")
        .mayOnlyAccessLayers("posix", "selector")
        .whereLayer("wait")
        .mayOnlyAccessLayers("held", "selector", "posix")
        .whereLayer("gate")
        .mayOnlyAccessLayers("wait", "held", "selector", "posix")
        .whereLayer("wrap")
        .mayOnlyAccessLayers("gate", "annotation", "posix")
        .whereLayer("background")
        .mayOnlyAccessLayers("wait", "held", "selector", "posix")
        .whereLayer("stream")
        .mayOnlyAccessLayers("background", "held", "selector", "posix")
        .whereLayer("reconnect")
        .mayOnlyAccessLayers("stream", "background", "wait", "held", "selector", "posix")
        .check(CLASSES);
  }

  @Test
  void rooms_all_areInTheTable() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .isSubsetOf(
            "dev.holdline",
            "dev.holdline.annotation",
            "dev.holdline.posix",
            "dev.holdline.posix.abi",
            "dev.holdline.posix.binding",
            "dev.holdline.posix.kernel",
            "dev.holdline.selector",
            "dev.holdline.held",
            "dev.holdline.wait",
            "dev.holdline.gate",
            "dev.holdline.wrap",
            "dev.holdline.wrap.codegen",
            "dev.holdline.background",
            "dev.holdline.stream",
            "dev.holdline.reconnect");
  }

  @Test
  void rooms_together_haveNoCycle() {
    slices().matching("dev.holdline.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** What porters import of a room, and the packages behind it. */
  @Test
  void packages_together_haveNoCycle() {
    slices().matching("dev.holdline.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** The front door loads the porter's own library; nothing else but posix calls libc. */
  @Test
  void libraries_areLoaded_byPosixAndTheFrontDoorOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.holdline.posix..")
        .and(not(belongToAnyOf(Holdline.class)))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(LibraryLoader.class)
        .check(CLASSES);
  }

  @Test
  void bindings_ofHoldlineItself_areCalledInPosixOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.holdline.posix..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.holdline.posix.binding.Binding")
        .check(CLASSES);
  }

  @Test
  void errno_ofTheThread_isReadInPosixAndWithTheCallOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.holdline.posix..", "dev.holdline.wrap..")
        .should()
        .callMethod(dev.holdline.posix.Errno.class, "last")
        .check(CLASSES);
  }

  @Test
  void packages_all_areNullMarked() {
    JavaPackage root = CLASSES.getPackage("dev.holdline");
    assertThat(root.getSubpackagesInTree())
        .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    assertThat(root.isAnnotatedWith(NullMarked.class)).isTrue();
  }
}
