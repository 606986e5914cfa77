package dev.holdline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdline.fixture.Api;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What others can see of Holdline is what they may use, and nothing else. */
final class ExportedTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.holdline");

  private static Set<String> exportedPackages() throws Exception {
    Path classes =
        Path.of(Holdline.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ModuleFinder.of(classes)
        .find("dev.holdline")
        .orElseThrow()
        .descriptor()
        .exports()
        .stream()
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  private static String name(JavaClass type) {
    return type.getName().replace('$', '.');
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ExportedTest::isPublic).orElse(true);
  }

  @Test
  void types_publicInAnExportedPackage_areThoseOfTheApi() throws Exception {
    Set<String> exported = exportedPackages();
    assertThat(CLASSES.stream())
        .filteredOn(type -> exported.contains(type.getPackageName()) && isPublic(type))
        .extracting(ExportedTest::name)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Api.OF_PORTERS, Api.OF_JNR).flatMap(Set::stream).toList());
  }

  @Test
  void signatures_ofTheApi_nameNothingElseOfHoldline() {
    List<String> others = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      if (Api.OF_PORTERS.contains(name(type))) {
        supertypes(type).forEach(named -> addOthers(type.getName(), named, others));
        for (JavaMember member : type.getMembers()) {
          if (isVisible(member)) {
            named(member).forEach(named -> addOthers(member.getFullName(), named, others));
          }
        }
      }
    }
    assertThat(others).isEmpty();
  }

  private static Stream<JavaType> supertypes(JavaClass type) {
    return Stream.of(type.getSuperclass().stream(), type.getInterfaces().stream())
        .flatMap(named -> named);
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> named(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(code.getReturnType()),
            code.getParameterTypes().stream(),
            code.getTypeParameters().stream(),
            code.getThrowsClause().getTypes().stream())
        .flatMap(named -> named);
  }

  private static void addOthers(String where, JavaType named, List<String> others) {
    for (JavaClass type : named.getAllInvolvedRawTypes()) {
      JavaClass element = type.getBaseComponentType();
      if (element.getName().startsWith("dev.holdline.")
          && !Api.OF_PORTERS.contains(name(element))) {
        others.add(where + " names " + element.getName());
      }
    }
  }
}
