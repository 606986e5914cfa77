package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The poms say what Maven Central requires of what is published there. */
class PublishedPomTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path PARENT = ROOT.resolve("pom.xml");
  private static final String SKIP = "/project/properties/maven.deploy.skip";

  /** The parent, and each of its modules that is not kept from being deployed. */
  private static Stream<Path> published() throws Exception {
    Stream<Path> modules =
        texts(PARENT, "/project/modules/module").stream()
            .map(module -> ROOT.resolve(module).resolve("pom.xml"))
            .filter(pom -> !says(pom, SKIP));
    return Stream.concat(Stream.of(PARENT), modules);
  }

  private static boolean says(Path pom, String path) {
    try {
      return texts(pom, path).contains("true");
    } catch (Exception unreadable) {
      throw new AssertionError(pom + " cannot be read", unreadable);
    }
  }

  private static List<String> texts(Path pom, String path) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    NodeList nodes =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .toList();
  }

  @Test
  void modules_thatArePublished_areTheShimAlone() throws Exception {
    assertThat(published()).containsExactly(PARENT, ROOT.resolve("shim/pom.xml"));
  }

  @ParameterizedTest
  @MethodSource("published")
  void pom_ofItsOwn_hasNameAndDescription(Path pom) throws Exception {
    for (String element : List.of("name", "description")) {
      assertThat(texts(pom, "/project/" + element))
          .as(element)
          .singleElement()
          .asString()
          .isNotEmpty();
    }
  }

  /** What a module does not say itself it inherits. */
  @ParameterizedTest
  @MethodSource("published")
  void pom_withItsParent_saysWhereItIsWhoMadeItAndOnWhatTerms(Path pom) throws Exception {
    for (String element :
        List.of(
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url")) {
      List<String> own = texts(pom, "/project/" + element);
      assertThat(own.isEmpty() ? texts(PARENT, "/project/" + element) : own)
          .as(element)
          .isNotEmpty()
          .doesNotContain("");
    }
  }

  @Test
  void shim_published_hasSourcesAndJavadoc() throws Exception {
    assertThat(texts(ROOT.resolve("shim/pom.xml"), "/project/build/plugins/plugin/artifactId"))
        .contains("maven-source-plugin", "maven-javadoc-plugin");
  }
}
